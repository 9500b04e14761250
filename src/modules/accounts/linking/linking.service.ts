import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EncryptionService } from '../../../infra/crypto/index.js';
import type { PersonAction } from '../../../infra/discord/index.js';
import { DiscordOAuth } from '../../../infra/discord/oauth/index.js';
import { OneTimeTokensRepository } from '../../../infra/one-time-tokens/index.js';
import { PublicUrl } from '../../../infra/web/index.js';
import { Clock, MINUTE_MS } from '../../../kernel/clock.js';
import { AccountsService } from '../accounts.service.js';
import { AttemptsService } from '../security/index.js';
import { LinkingOffError, LinkOverError, OpenedTooOftenError } from './linking.errors.js';
import { type LinkState, OauthTokensRepository } from './oauth-tokens.repository.js';

export const CALLBACK_PATH = '/oauth/discord/callback';
const START_PATH = '/oauth/discord/start';
const LIFE_MS = 10 * MINUTE_MS;
const MOST_OPENINGS = 20;

/** The private answer in Discord that offers the link, to be edited once it is done. */
export interface OfferReply {
  readonly applicationId: string;
  /** The interaction's token: lets whoever has it edit the answer for 15 minutes. */
  readonly token: string;
}

/** The browser that a request comes from. */
export interface Browser {
  /** For locks and signals. */
  readonly id: string;
  /** The cookie that a sign-in is bound to. */
  readonly secret: string | undefined;
}

export interface LinkOffer {
  readonly url: string;
  readonly expiresAt: Date;
  /** The link that there is already. */
  readonly state: LinkState | null;
}

/** The way to Discord and back: what a member is offered, and what a browser is sent off with. */
@Injectable()
export class LinkingService {
  constructor(
    private readonly oauth: DiscordOAuth,
    private readonly publicUrl: PublicUrl,
    private readonly oneTime: OneTimeTokensRepository,
    private readonly tokens: OauthTokensRepository,
    private readonly accounts: AccountsService,
    private readonly attempts: AttemptsService,
    private readonly encryption: EncryptionService,
    private readonly clock: Clock,
  ) {}

  get isOn(): boolean {
    return this.oauth.isConfigured && this.publicUrl.isSet;
  }

  /**
   * A link for this member alone, good for ten minutes and to be opened several times.
   *
   * @throws LinkingOffError
   * @throws LockedError
   */
  async offer(person: PersonAction, reply: OfferReply): Promise<LinkOffer> {
    if (!this.isOn) throw new LinkingOffError('Linking is not configured');
    const { discordId, guildId } = person;
    await this.attempts.assertOpen({ discordId });
    await this.accounts.ensure(discordId);
    const expiresAt = new Date(this.clock.now().getTime() + LIFE_MS);
    const [start, state] = await Promise.all([
      this.oneTime.issue({
        kind: 'oauth-start',
        discordId,
        ...(guildId !== null && { guildId }),
        data: {
          applicationId: reply.applicationId,
          reply: this.encryption.encrypt('tokens', reply.token, replyPlace(discordId)),
          offeredAt: this.clock.now(),
          locale: person.locale,
        },
        lifetimeMs: LIFE_MS,
      }),
      this.tokens.stateOf(discordId),
    ]);
    return { url: this.publicUrl.to(START_PATH, { t: start }), expiresAt, state };
  }

  /**
   * Where to send the browser: Discord's own page, with a fresh state that is bound to this member and this
   * browser. What proves the code to be ours (PKCE) is made of the state and the cookie, and stored nowhere.
   *
   * @throws LinkOverError
   * @throws OpenedTooOftenError
   * @throws LockedError
   */
  async open(startToken: string, browser: { readonly id: string; readonly secret: string }): Promise<string> {
    if (!this.isOn) throw new LinkOverError('Linking is not configured');
    const seen = await this.oneTime.open('oauth-start', startToken, MOST_OPENINGS);
    if (seen.outcome === 'too-often') throw new OpenedTooOftenError('One link was opened too often');
    if (seen.outcome !== 'good') throw new LinkOverError(`The link is ${seen.outcome}`);
    const { _id, discordId, guildId } = seen.token;
    if (discordId === undefined) throw new LinkOverError('The link is of nobody');
    await this.attempts.assertOpen({ discordId, browserId: browser.id });
    const state = await this.oneTime.issue({
      kind: 'oauth-state',
      discordId,
      ...(guildId !== undefined && { guildId }),
      data: { start: _id.toHexString() },
      lifetimeMs: LIFE_MS,
      boundTo: browser.secret,
    });
    return this.oauth.authorizationUrl({
      redirectUri: this.redirectUri,
      state,
      verifier: verifierOf(state, browser.secret),
    });
  }

  /** The one address that Discord sends browsers back to. */
  get redirectUri(): string {
    return this.publicUrl.to(CALLBACK_PATH);
  }
}

/** 256 bits that only the browser with the cookie, and we while it is here, can make. */
export const verifierOf = (state: string, secret: string): string =>
  createHmac('sha256', secret).update(`pkce/${state}`).digest('base64url');

export const replyPlace = (discordId: string) => ({
  collection: 'one_time_tokens',
  documentId: discordId,
  field: 'data.reply',
});
