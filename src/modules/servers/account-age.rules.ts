import { DAY_MS } from '../../kernel/clock.js';
import { dateAndTime } from '../../kernel/discord-text.js';
import { snowflakeTime } from '../../kernel/snowflake.js';
import { AccountTooYoungError } from './servers.errors.js';

/**
 * A Discord id tells when its account was made, so nothing has to be asked.
 *
 * @throws AccountTooYoungError from when it is old enough
 */
export function assertOldEnough(discordId: string, minimumDays: number, now: Date): void {
  const oldEnoughAt = new Date(snowflakeTime(discordId).getTime() + minimumDays * DAY_MS);
  if (oldEnoughAt > now) throw new AccountTooYoungError(minimumDays, dateAndTime(oldEnoughAt));
}
