import { DAY_MS, SECOND_MS } from '../../../kernel/clock.js';
import { DiscordOAuthError } from './oauth.errors.js';

/** Discord gives seven days. */
const SHORTEST_LIFE_S = 60;
const LONGEST_LIFE_S = (60 * DAY_MS) / SECOND_MS;
const TOKEN = /^[\x21-\x7e]{8,2000}$/;

export interface TokenAnswer {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly scopes: readonly string[];
  readonly livesForMs: number;
}

/**
 * What we need of a token answer, on top of what the protocol demands: both tokens, our scopes, a life that
 * can be true. A number in a text is no number.
 *
 * @throws DiscordOAuthError malformed
 */
export function tokenAnswer(body: unknown, wanted: readonly string[]): TokenAnswer {
  const { access_token, refresh_token, expires_in, scope } = (body ?? {}) as Record<string, unknown>;
  if (!isToken(access_token)) throw malformed('no access token');
  if (!isToken(refresh_token)) throw malformed('no refresh token');
  if (!Number.isSafeInteger(expires_in)) throw malformed('no life of the token');
  const seconds = expires_in as number;
  if (seconds < SHORTEST_LIFE_S || seconds > LONGEST_LIFE_S) throw malformed('a life that can’t be true');
  const scopes = typeof scope === 'string' ? scope.split(' ').filter((one) => one !== '') : [];
  if (!wanted.every((one) => scopes.includes(one))) throw malformed('another scope than asked for');
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    scopes: [...wanted],
    livesForMs: seconds * SECOND_MS,
  };
}

const isToken = (value: unknown): value is string => typeof value === 'string' && TOKEN.test(value);
const malformed = (what: string) => new DiscordOAuthError('malformed', `A token answer with ${what}`);
