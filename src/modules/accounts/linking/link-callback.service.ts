import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database, isDuplicateKey } from '../../../infra/database/index.js';
import {
  DiscordOAuth,
  DiscordOAuthError,
  MemberApi,
  type TokenAnswer,
  type TokenOwner,
} from '../../../infra/discord/oauth/index.js';
import { type OneTimeToken, OneTimeTokensRepository } from '../../../infra/one-time-tokens/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AccountsRepository } from '../accounts.repository.js';
import { AttemptsService, FlagsService, LinkSignals, LockedError } from '../security/index.js';
import { accountLinks } from '../schemas/account-link.schema.js';
import { LINK_CONFIRMATION } from './link-confirmation.effect.js';
import { LinkMisuse } from './link-misuse.js';
import { type Browser, LinkingService, verifierOf } from './linking.service.js';
import { OauthTokensRepository } from './oauth-tokens.repository.js';
import { tokensFrom } from './tokens.rules.js';

/** How a sign-in ended. Each has a page of its own. */
export const LINK_OUTCOMES = [
  'linked',
  'denied',
  'refused',
  'no-answer',
  'bad-answer',
  'wrong-user',
  'unknown',
  'expired',
  'used',
  'foreign',
  'locked',
] as const;
export type LinkOutcome = (typeof LINK_OUTCOMES)[number];

interface SignIn {
  readonly discordId: string;
  readonly browserId: string;
  readonly state: OneTimeToken;
}

/** What Discord sends a browser back with. Every outcome but one leaves nothing behind. */
@Injectable()
export class LinkCallbackService {
  private readonly logger = new Logger(LinkCallbackService.name);

  constructor(
    private readonly linking: LinkingService,
    private readonly oauth: DiscordOAuth,
    private readonly members: MemberApi,
    private readonly oneTime: OneTimeTokensRepository,
    private readonly tokens: OauthTokensRepository,
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsService,
    private readonly flags: FlagsService,
    private readonly signals: LinkSignals,
    private readonly misuse: LinkMisuse,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * The state decides first, in one write: of many callbacks with it one goes on. Then the code is redeemed
   * once, and whom the token speaks for must be the member who asked.
   *
   * @param answer the query as it came; it has one `state`, and a `code` or an `error`
   */
  async finish(answer: URLSearchParams, browser: Browser): Promise<LinkOutcome> {
    const text = answer.get('state') ?? '';
    const use = await this.oneTime.use('oauth-state', text, browser.secret);
    if (use.outcome !== 'good') return this.refuseState(use, browser);
    const { discordId } = use.token;
    if (discordId === undefined || browser.secret === undefined) return 'unknown';
    const signIn = { discordId, browserId: browser.id, state: use.token };
    if (await this.isLocked(signIn)) return 'locked';
    if (answer.has('error')) return answer.get('error') === 'access_denied' ? 'denied' : 'refused';
    try {
      const given = await this.oauth.exchange({
        answer,
        state: text,
        redirectUri: this.linking.redirectUri,
        verifier: verifierOf(text, browser.secret),
      });
      return await this.accept(signIn, given);
    } catch (error) {
      if (!(error instanceof DiscordOAuthError)) throw error;
      return this.refuseAnswer(signIn, error);
    }
  }

  private async refuseState(
    use: Exclude<Awaited<ReturnType<OneTimeTokensRepository['use']>>, { outcome: 'good' }>,
    { id: browserId }: Browser,
  ): Promise<LinkOutcome> {
    if (use.outcome === 'unknown') await this.misuse.note('unknown', { browserId });
    else if (use.outcome !== 'expired') await this.misuse.note(use.outcome, { browserId }, use.token);
    return use.outcome;
  }

  private async isLocked(asker: SignIn): Promise<boolean> {
    try {
      await this.attempts.assertOpen(asker);
      return false;
    } catch (error) {
      if (error instanceof LockedError) return true;
      throw error;
    }
  }

  private async refuseAnswer(signIn: SignIn, error: DiscordOAuthError): Promise<LinkOutcome> {
    switch (error.fault) {
      case 'refused':
        await this.misuse.note('bad-code', signIn, signIn.state);
        return 'refused';
      case 'malformed':
        this.logger.error({ msg: 'Discord gave tokens that can’t be used', err: error });
        return 'bad-answer';
      case 'misconfigured':
        this.logger.error({
          msg: 'Discord refuses this application: look at its id, secret and redirect',
          err: error,
        });
        return 'no-answer';
      case 'away':
      case 'unknown':
        this.logger.warn({ msg: 'Discord did not answer while an account was linked', err: error });
        return 'no-answer';
    }
  }

  /**
   * Tokens of somebody else are dropped and not revoked: Discord would end every token of that person's
   * consent, and so a link of theirs that has nothing to do with this.
   */
  private async accept(signIn: SignIn, given: TokenAnswer): Promise<LinkOutcome> {
    const owner = await this.members.owner(given.accessToken);
    if (owner.id !== signIn.discordId) {
      await this.misuse.note('wrong-user', signIn, signIn.state);
      await this.flags.raise(signIn.discordId, {
        kind: 'foreign-token',
        severity: 'medium',
        reason: 'Tried to link while signed in to Discord as another account.',
      });
      return 'wrong-user';
    }
    await this.save(signIn, given, owner).catch((error: unknown) => {
      // Another window of the same member was first; now there is a row to replace.
      if (!isDuplicateKey(error)) throw error;
      return this.save(signIn, given, owner);
    });
    await this.afterwards(signIn);
    return 'linked';
  }

  private async save(signIn: SignIn, given: TokenAnswer, owner: TokenOwner): Promise<void> {
    const { discordId, state } = signIn;
    const now = this.clock.now();
    const start = String(state.data.start);
    await this.accounts.ensure(discordId, now);
    await this.database.transaction(async () => {
      const change = await this.accounts.noteLinked(owner, now);
      await this.tokens.save(discordId, { ...tokensFrom(given, now), roleDue: now });
      await this.oneTime.useById(start);
      await this.audit.record({
        action: 'account.link',
        actor: { kind: 'member', id: discordId },
        collection: accountLinks,
        ...change,
      });
      const key = `${LINK_CONFIRMATION}/${state._id.toHexString()}`;
      await this.outbox.add(LINK_CONFIRMATION, key, { start });
    });
  }

  /** The account is linked, whatever becomes of these. */
  private async afterwards({ discordId, browserId, state }: SignIn): Promise<void> {
    try {
      await this.attempts.succeeded({ discordId, browserId });
      await this.signals.lookAt({ discordId, browserId, guildId: state.guildId });
    } catch (err) {
      this.logger.error({ msg: 'A linked account could not be looked at', err });
    }
  }
}
