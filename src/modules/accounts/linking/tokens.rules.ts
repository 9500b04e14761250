import type { TokenAnswer } from '../../../infra/discord/oauth/index.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../kernel/clock.js';
import type { OauthTokens } from './oauth-tokens.repository.js';

/** How long a refresh token is kept after its access token has ended, for a bot that was off. */
const KEPT_AFTER_MS = 30 * DAY_MS;
/** How long it stays known that tokens have failed. */
const FAILURE_KEPT_MS = 7 * DAY_MS;
const FIRST_WAIT_MS = MINUTE_MS;
const LONGEST_WAIT_MS = 6 * HOUR_MS;
/** Before the one repetition of a refresh whose outcome is unknown. */
const UNKNOWN_WAIT_MS = 30 * SECOND_MS;

const after = (at: Date, ms: number): Date => new Date(at.getTime() + Math.round(ms));
/** From three quarters to five quarters, so that many members don't come at the same moment. */
const jittered = (ms: number): number => ms * (0.75 + Math.random() / 2);

/** What a token answer becomes: refreshed when a tenth to a fifth of its life is left. */
export function tokensFrom(answer: TokenAnswer, now: Date): OauthTokens {
  const { accessToken, refreshToken, scopes, livesForMs } = answer;
  const expiresAt = after(now, livesForMs);
  return {
    accessToken,
    refreshToken,
    scopes,
    expiresAt,
    deleteAt: after(expiresAt, KEPT_AFTER_MS),
    refreshDue: after(expiresAt, -livesForMs * (0.1 + Math.random() / 10)),
  };
}

/** When tokens that serve no more are forgotten. */
export const forgottenAt = ({ expiresAt }: { readonly expiresAt: Date }, now: Date): Date =>
  new Date(Math.max(expiresAt.getTime(), after(now, FAILURE_KEPT_MS).getTime()));

/** Doubles with each time that Discord was away; never before Discord allows it. */
export const afterBeingAway = (now: Date, times: number, retryAfterMs = 0): Date =>
  after(now, Math.max(retryAfterMs, jittered(Math.min(FIRST_WAIT_MS * 2 ** times, LONGEST_WAIT_MS))));

export const afterUnknown = (now: Date): Date => after(now, jittered(UNKNOWN_WAIT_MS));
