import { randomBytes } from 'node:crypto';
import { BadRequestException, Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { BrowserIds, Cookies, type Message, Pages, strictQuery } from '../../../infra/web/index.js';
import { MINUTE_MS, SECOND_MS } from '../../../kernel/clock.js';
import { within } from '../../../kernel/within.js';
import type { Texts } from '../../../locales/index.js';
import { LINK_OUTCOMES, LinkCallbackService, type LinkOutcome } from '../linking/link-callback.service.js';
import { LinkingService } from '../linking/linking.service.js';

const SECRET = /^[\w-]{43}$/;
/** Binds a sign-in to the browser that began it; longer than a state lives. */
const SECRET_COOKIE = 'link';
const SECRET_KEPT_MS = 20 * MINUTE_MS;
/** Says to the next page how it ended, so that neither code nor state stays in an address. */
const RESULT_COOKIE = 'link-result';
const RESULT_KEPT_MS = 5 * MINUTE_MS;
/** Two calls to Discord, each with a limit of its own, and what is written. */
const WORK_LIMIT_MS = 20 * SECOND_MS;
const DONE_PATH = '/oauth/discord/done';

const STATUS: Readonly<Record<LinkOutcome, number>> = {
  linked: 200,
  denied: 200,
  refused: 400,
  'no-answer': 503,
  'bad-answer': 502,
  'wrong-user': 400,
  unknown: 400,
  expired: 410,
  used: 400,
  foreign: 400,
  locked: 429,
};

/** The way to Discord and back: start → Discord's own page → callback → done. */
@Controller('oauth/discord')
export class DiscordLinkController {
  constructor(
    private readonly linking: LinkingService,
    private readonly callbacks: LinkCallbackService,
    private readonly pages: Pages,
    private readonly cookies: Cookies,
    private readonly browsers: BrowserIds,
  ) {}

  /** The link from Discord. Tabs of one browser share its cookie, so each of them can go on. */
  @Get('start')
  async start(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { t } = strictQuery(request, 't');
    if (t === undefined || !SECRET.test(t)) throw new BadRequestException('No start token');
    const secret = this.secretOf(request) ?? randomBytes(32).toString('base64url');
    const browser = { id: this.browsers.of(request, response), secret };
    const location = await within(WORK_LIMIT_MS, this.linking.open(t, browser));
    this.cookies.set(response, SECRET_COOKIE, secret, SECRET_KEPT_MS);
    response.redirect(302, location);
  }

  @Get('callback')
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { state, code, error } = strictQuery(request, 'state', 'code', 'error', 'error_description', 'iss');
    const hasOneAnswer = (code === undefined) !== (error === undefined);
    if (state === undefined || !SECRET.test(state) || !hasOneAnswer)
      throw new BadRequestException('Not a callback of ours');
    const answer = new URL(request.originalUrl, 'http://page.invalid').searchParams;
    const browser = { id: this.browsers.of(request, response), secret: this.secretOf(request) };
    const outcome = await within(WORK_LIMIT_MS, this.callbacks.finish(answer, browser));
    this.cookies.set(response, RESULT_COOKIE, outcome, RESULT_KEPT_MS);
    response.redirect(303, DONE_PATH);
  }

  @Get('done')
  done(@Req() request: Request, @Res() response: Response): void {
    const result = this.cookies.read(request, RESULT_COOKIE);
    const outcome = LINK_OUTCOMES.find((one) => one === result);
    this.pages.sendMessage(request, response, messageOf(outcome, this.pages.textsFor(request)));
  }

  private secretOf(request: Request): string | undefined {
    const secret = this.cookies.read(request, SECRET_COOKIE);
    return secret !== undefined && SECRET.test(secret) ? secret : undefined;
  }
}

function messageOf(outcome: LinkOutcome | undefined, { accountLink: { pages } }: Texts): Message {
  const { title, text, next } = outcome === undefined ? pages.nothing : pages.outcomes[outcome];
  const tone =
    outcome === 'linked' ? 'success' : outcome === undefined || outcome === 'denied' ? 'neutral' : 'warning';
  return {
    status: outcome === undefined ? 200 : STATUS[outcome],
    tone,
    title,
    paragraphs: [text],
    next,
  };
}
