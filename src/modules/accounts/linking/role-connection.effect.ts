import { Injectable, Logger } from '@nestjs/common';
import { DiscordOAuth, DiscordOAuthError, MemberApi } from '../../../infra/discord/oauth/index.js';
import { DueEffect } from '../../../infra/jobs/index.js';
import { Clock, MINUTE_MS } from '../../../kernel/clock.js';
import type { OauthToken } from '../schemas/oauth-token.schema.js';
import { FailedLinks } from './failed-links.service.js';
import { OauthTokensRepository } from './oauth-tokens.repository.js';
import { RoleFigures } from './role-figures.service.js';

/** For a token that has ended and is refreshed in a moment, and for Discord that doesn't know our figures yet. */
const LATER_MS = 5 * MINUTE_MS;

/**
 * Tells Discord points and tier of linked members, for linked roles: after linking and when they change, a
 * member's not more than once a minute. The figures are read when they are told, so many changes are one call.
 */
@Injectable()
export class RoleConnectionEffect extends DueEffect {
  readonly name = 'role-connection';
  private readonly logger = new Logger(RoleConnectionEffect.name);

  constructor(
    private readonly tokens: OauthTokensRepository,
    private readonly figures: RoleFigures,
    private readonly oauth: DiscordOAuth,
    private readonly members: MemberApi,
    private readonly failed: FailedLinks,
    private readonly clock: Clock,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.oauth.isConfigured ? this.tokens.claimRoles(now, until, limit) : Promise.resolve([]);
  }

  override postpone(id: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.tokens.postponeRole(id, claimedUntil, until);
  }

  override async run(id: string): Promise<void> {
    const row = await this.tokens.beginRole(id, this.clock.now());
    if (row === null) return;
    const { accessToken } = this.tokens.open(row);
    const connection = await this.figures.of(row.discordId);
    try {
      await this.members.setRoleConnection(this.oauth.clientId, accessToken, connection);
    } catch (error) {
      if (!(error instanceof DiscordOAuthError)) throw error;
      await this.take(row, error);
      return;
    }
    await this.tokens.endRole(row);
  }

  private async take(row: OauthToken, error: DiscordOAuthError): Promise<void> {
    const now = this.clock.now();
    const { _id, roleDue } = row;
    if (roleDue === undefined) return;
    if (error.fault === 'refused' && row.expiresAt > now) {
      // It had not ended: the member took it back in Discord's settings.
      await this.failed.mark(row, 'ACCESS_REFUSED');
      return;
    }
    this.logger.warn({ msg: 'Discord was not told of points and tier', fault: error.fault, err: error });
    const waitMs = error.fault === 'away' || error.fault === 'unknown' ? MINUTE_MS : LATER_MS;
    const until = new Date(now.getTime() + Math.max(waitMs, error.retryAfterMs ?? 0));
    await this.tokens.postponeRole(_id.toHexString(), roleDue, until);
  }
}
