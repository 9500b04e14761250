import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../kernel/clock.js';

const SOONEST_MS = 10 * MINUTE_MS;
const LATEST_MS = 12 * HOUR_MS;
/** As long as somebody may need to find out that a role can't be given. */
const GIVE_UP_AFTER_MS = 7 * DAY_MS;

/** After as long again as it has been owed already, from ten minutes to half a day; `null` after a week. */
export function nextTryAt(owedSince: Date, now: Date): Date | null {
  const ageMs = now.getTime() - owedSince.getTime();
  if (ageMs >= GIVE_UP_AFTER_MS) return null;
  return new Date(now.getTime() + Math.min(Math.max(ageMs, SOONEST_MS), LATEST_MS));
}
