import { Injectable, Logger } from '@nestjs/common';
import { TamperedCiphertextError, UnknownKeyError } from '../../../infra/crypto/index.js';
import { DiscordOAuth, DiscordOAuthError, MemberApi } from '../../../infra/discord/oauth/index.js';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import type { OauthToken } from '../schemas/oauth-token.schema.js';
import { type OauthTokens, OauthTokensRepository } from './oauth-tokens.repository.js';

export const REVOKE_TOKENS = 'revoke-tokens';

/** Ends unlinked tokens at Discord, then erases them. Whoever has linked again since has other ones, which stay. */
@Injectable()
export class RevokeTokensEffect extends OutboxEffect {
  readonly kind = REVOKE_TOKENS;
  private readonly logger = new Logger(RevokeTokensEffect.name);

  constructor(
    private readonly tokens: OauthTokensRepository,
    private readonly oauth: DiscordOAuth,
    private readonly members: MemberApi,
  ) {
    super();
  }

  override async run({ row: id, unlinkedAt }: OutboxPayload): Promise<void> {
    const at = new Date(Number(unlinkedAt));
    const row = await this.tokens.findUnlinked(String(id), at);
    if (row === null) return;
    const opened = this.opened(row);
    if (opened !== null && this.oauth.isConfigured) await this.end(opened);
    await this.tokens.removeUnlinked(String(id), at);
  }

  /** What nobody can read nobody can revoke either. */
  private opened(row: OauthToken): OauthTokens | null {
    try {
      return this.tokens.open(row);
    } catch (err) {
      if (!(err instanceof UnknownKeyError) && !(err instanceof TamperedCiphertextError)) throw err;
      this.logger.error({ msg: 'Unlinked tokens can’t be read: erased without being revoked', err });
      return null;
    }
  }

  /** @throws DiscordOAuthError try again */
  private async end({ accessToken, refreshToken }: OauthTokens): Promise<void> {
    try {
      await this.members.setRoleConnection(this.oauth.clientId, accessToken, {});
    } catch (error) {
      // A token that ended, or never had the scope, says nothing for linked roles any more.
      if (!(error instanceof DiscordOAuthError) || error.retryable) throw error;
      this.logger.log({ msg: 'The role connection was not emptied', fault: error.fault });
    }
    await this.oauth.revoke(refreshToken ?? accessToken);
  }
}
