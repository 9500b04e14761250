import { customId } from '../../../infra/discord/index.js';
import { isSnowflake } from '../../../kernel/snowflake.js';
import { parseWholeNumber } from '../../../kernel/text.js';
import type { BoardAnchor } from '../../points/index.js';

/** The board as it is now; `kind` is `all` or `week`. */
export const openLeaderboardId = customId('leaderboard/open/:kind');
/** `direction` is `after` or `before`; the place at the end of the page that is left follows. */
export const leaderboardPageId = customId('leaderboard/:period/:direction/:points/:discordId');

const PERIOD = /^(all|\d{4}-W\d\d)$/;

/** What is no page of ours is the beginning of the board of all time. */
export function boardPageOf(
  period: string,
  direction: string,
  typedPoints: string,
  discordId: string,
): { readonly period: string; readonly anchor?: BoardAnchor } {
  const points = parseWholeNumber(typedPoints);
  if (!PERIOD.test(period) || points === null || !isSnowflake(discordId)) return { period: 'all' };
  return { period, anchor: { direction: direction === 'before' ? 'before' : 'after', points, discordId } };
}
