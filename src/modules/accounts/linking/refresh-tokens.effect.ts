import { Injectable, Logger } from '@nestjs/common';
import { DiscordOAuth, DiscordOAuthError, type TokenAnswer } from '../../../infra/discord/oauth/index.js';
import { DueEffect } from '../../../infra/jobs/index.js';
import { Metrics } from '../../../infra/observability/index.js';
import { retryWithBackOff } from '../../../kernel/back-off.js';
import { Clock, MINUTE_MS, SECOND_MS } from '../../../kernel/clock.js';
import type { OauthToken } from '../schemas/oauth-token.schema.js';
import { FailedLinks } from './failed-links.service.js';
import { type OauthTokens, OauthTokensRepository } from './oauth-tokens.repository.js';
import { afterBeingAway, afterUnknown, tokensFrom } from './tokens.rules.js';

/** Longer than a refresh can take: who comes later finds that the process of the one before has died. */
const CLAIM_MS = MINUTE_MS;
const KEEP_TRYING_MS = 20 * SECOND_MS;
const MOST_UNKNOWN = 2;

/**
 * Refreshes tokens before they end. A refresh may replace both tokens, so one whose answer is lost can't
 * simply be repeated: a claim on the row lets one process try at a time, the try is counted before it is
 * made, and after a second one with an unknown outcome the link is marked. While Discord is away nothing
 * happened, and the tries wait longer and longer.
 */
@Injectable()
export class RefreshTokensEffect extends DueEffect {
  readonly name = 'token-refresh';
  private readonly logger = new Logger(RefreshTokensEffect.name);

  constructor(
    private readonly tokens: OauthTokensRepository,
    private readonly oauth: DiscordOAuth,
    private readonly failed: FailedLinks,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.oauth.isConfigured ? this.tokens.claimRefresh(now, until, limit) : Promise.resolve([]);
  }

  override postpone(id: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.tokens.postponeRefresh(id, claimedUntil, until);
  }

  override async run(id: string): Promise<void> {
    const now = this.clock.now();
    const row = await this.tokens.beginRefresh(id, now, new Date(now.getTime() + CLAIM_MS));
    if (row === null) return;
    if ((row.unknownRefreshes ?? 0) > MOST_UNKNOWN) {
      await this.failed.mark(row, 'REFRESH_UNKNOWN');
      return;
    }
    const { refreshToken, scopes } = await this.opened(row);
    if (refreshToken === undefined) await this.failed.mark(row, 'REFRESH_REFUSED');
    else await this.refresh(row, refreshToken, scopes);
  }

  private async refresh(row: OauthToken, refreshToken: string, scopes: readonly string[]): Promise<void> {
    let answer: TokenAnswer;
    try {
      answer = await this.oauth.refresh(refreshToken, scopes);
    } catch (error) {
      if (!(error instanceof DiscordOAuthError)) throw error;
      await this.take(row, error);
      return;
    }
    const isKept = await this.keep(row, tokensFrom(answer, this.clock.now()));
    this.metrics.tokenRefreshes.inc({ outcome: isKept ? 'done' : 'superseded' });
  }

  /** A key that is missing may come back: nothing was sent, so nothing is unknown. */
  private async opened(row: OauthToken): Promise<OauthTokens> {
    try {
      return this.tokens.open(row);
    } catch (error) {
      const later = afterBeingAway(this.clock.now(), row.awayRefreshes ?? 0);
      await this.tokens.retryRefresh(row, 'away', later);
      throw error;
    }
  }

  /** The old tokens are worth nothing any more, so the new ones are worth a while. */
  private keep(row: OauthToken, given: OauthTokens): Promise<boolean> {
    return retryWithBackOff(() => this.tokens.endRefresh(row, given), {
      firstMs: SECOND_MS / 2,
      maxMs: 5 * SECOND_MS,
      signal: AbortSignal.timeout(KEEP_TRYING_MS),
      onFailure: (err, retryInMs) => {
        this.logger.error({ msg: 'New tokens could not be saved', err, retryInMs });
      },
    });
  }

  private async take(row: OauthToken, error: DiscordOAuthError): Promise<void> {
    const { fault, retryAfterMs } = error;
    const now = this.clock.now();
    this.metrics.tokenRefreshes.inc({ outcome: fault });
    this.logger.warn({ msg: 'Tokens were not refreshed', fault, err: error });
    if (fault === 'refused') await this.failed.mark(row, 'REFRESH_REFUSED');
    else if (fault === 'away' || fault === 'misconfigured')
      await this.tokens.retryRefresh(row, 'away', afterBeingAway(now, row.awayRefreshes ?? 0, retryAfterMs));
    else if ((row.unknownRefreshes ?? 0) >= MOST_UNKNOWN) await this.failed.mark(row, 'REFRESH_UNKNOWN');
    else await this.tokens.retryRefresh(row, 'unknown', afterUnknown(now));
  }
}
