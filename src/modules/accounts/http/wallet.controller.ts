import { join } from 'node:path';
import { Body, Controller, ForbiddenException, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ChainsConfig } from '../../../config/chains.config.js';
import {
  Assets,
  BrowserIds,
  Cookies,
  Pages,
  type PageWords,
  PublicUrl,
  strictQuery,
  template,
} from '../../../infra/web/index.js';
import type { Texts } from '../../../locales/index.js';
import { shortened } from '../wallets/wallet-address.rules.js';
import { PAGE_LIFE_MS, type PageOwner, WalletPagesService } from '../wallets/wallet-pages.service.js';
import { type Challenge, type Prover, WalletProofsService } from '../wallets/wallet-proofs.service.js';
import { utcTime, WalletError, WalletPageEndedError } from '../wallets/wallets.errors.js';
import type { ProofOutcome } from '../wallets/wallets.service.js';
import { readProofForm, readTextForm } from './wallet-forms.js';

interface WalletPage {
  readonly t: Texts['walletPage'];
  readonly owner: PageOwner;
  readonly origin: string;
  /** Contract wallets can be asked, so their chain matters. */
  readonly asksChain: boolean;
  readonly typedAddress: string;
  readonly challenge: Challenge | undefined;
  readonly until: string;
  readonly problem: PageWords | undefined;
}

interface Step {
  readonly challenge?: Challenge | null;
  readonly typedAddress?: string;
  readonly problem?: WalletError;
}

const COOKIE = 'wallet';
const SCRIPT = 'wallet.js';
const page = template<WalletPage>(import.meta.dirname, 'wallet.eta');

/**
 * The page on which a member proves a wallet: by the wallets of the browser where scripts run, by pasting
 * everywhere. It is for the member whose link this browser has opened.
 */
@Controller('wallet')
export class WalletController {
  constructor(
    private readonly walletPages: WalletPagesService,
    private readonly proofs: WalletProofsService,
    private readonly pages: Pages,
    private readonly cookies: Cookies,
    private readonly browsers: BrowserIds,
    private readonly publicUrl: PublicUrl,
    private readonly config: ChainsConfig,
    assets: Assets,
  ) {
    assets.add(join(import.meta.dirname, 'assets'), SCRIPT);
  }

  /** The link itself leaves the address at once, so that nobody reads it from there. */
  @Get()
  async open(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { t: token } = strictQuery(request, 't');
    if (token === undefined) {
      this.show(request, response, await this.walletPages.owner(this.ticketIn(request)), {});
      return;
    }
    await this.walletPages.owner(token);
    this.browsers.of(request, response);
    this.cookies.set(response, COOKIE, token, PAGE_LIFE_MS);
    response.redirect(303, '/wallet');
  }

  @Post('text')
  @HttpCode(200)
  async text(@Req() request: Request, @Res() response: Response, @Body() body: unknown): Promise<void> {
    const prover = await this.proverOf(request, response);
    const { address, chainId } = readTextForm(body);
    await this.worded(request, response, prover, { typedAddress: address }, async () => {
      const challenge = await this.proofs.challenge(prover, address, chainId);
      const { token, text } = challenge;
      if (isScript(request)) response.json({ token, text });
      else this.show(request, response, prover, { challenge });
    });
  }

  @Post('proof')
  @HttpCode(200)
  async proof(@Req() request: Request, @Res() response: Response, @Body() body: unknown): Promise<void> {
    const prover = await this.proverOf(request, response);
    const { token, signature, text } = readProofForm(body);
    const challenge = isScript(request) ? null : await this.proofs.pending(prover, token);
    await this.worded(request, response, prover, { challenge }, async () => {
      const outcome = await this.proofs.prove(prover, token, signature, text);
      await this.walletPages.end(this.ticketIn(request) ?? '');
      this.cookies.clear(response, COOKIE);
      const said = resultOf(outcome, this.pages.textsFor(request).walletPage);
      if (isScript(request)) response.json(said);
      else this.pages.sendMessage(request, response, { tone: 'success', ...said });
    });
  }

  /** Where a form was sent the page stays, and says what was wrong; scripts get it as JSON from the filter. */
  private async worded(
    request: Request,
    response: Response,
    owner: PageOwner,
    step: Step,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (problem) {
      const isShown = problem instanceof WalletError && !(problem instanceof WalletPageEndedError);
      if (!isShown || isScript(request)) throw problem;
      this.show(request, response, owner, { ...step, problem });
    }
  }

  private show(request: Request, response: Response, owner: PageOwner, step: Step): void {
    const texts = this.pages.textsFor(request);
    const { challenge, typedAddress = '', problem } = step;
    this.pages.send(request, response, {
      ...(problem !== undefined && { status: problem.status }),
      title: texts.walletPage.title,
      template: page,
      script: SCRIPT,
      data: {
        t: texts.walletPage,
        owner,
        origin: this.publicUrl.to('/'),
        asksChain: this.config.rpcUrls.size > 0,
        typedAddress,
        challenge: challenge ?? undefined,
        until: challenge ? utcTime(challenge.endsAt) : '',
        problem: problem?.pageWords(texts),
      },
    });
  }

  /** @throws WalletPageEndedError @throws ForbiddenException another site sent the form */
  private async proverOf(request: Request, response: Response): Promise<Prover & PageOwner> {
    // Browsers send no cookie of ours from elsewhere; those that know better say so too.
    const from = request.headers['sec-fetch-site'];
    if (from !== undefined && from !== 'same-origin') throw new ForbiddenException();
    const owner = await this.walletPages.owner(this.ticketIn(request));
    return { ...owner, browserId: this.browsers.of(request, response) };
  }

  private ticketIn(request: Request): string | undefined {
    return this.cookies.read(request, COOKIE);
  }
}

const isScript = (request: Request): boolean => request.accepts(['html', 'json']) === 'json';

function resultOf(
  outcome: ProofOutcome,
  t: Texts['walletPage'],
): { readonly title: string; readonly paragraphs: readonly string[] } {
  const who = shortened(outcome.wallet.address);
  if (outcome.kind === 'claimed')
    return { title: t.claimedTitle, paragraphs: [t.claimed(who, utcTime(outcome.movesAt)), t.next] };
  return {
    title: t.done,
    paragraphs: [outcome.kind === 'added' ? t.added(who) : t.provenAgain(who), t.next],
  };
}
