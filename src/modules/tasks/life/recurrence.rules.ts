import { DAY_MS, MINUTE_MS } from '../../../kernel/clock.js';
import { later, minutesBetween, momentOf, wallTimeOf, type WallTime } from '../../../kernel/zoned-time.js';
import type { DiscordTaskPost, Recurrence } from '../schemas/task-post.schema.js';

/** When a task that recurs is open, on the wall clock of its community: the same at each occurrence. */
export interface Slot extends WallTime {
  /** How long, on the wall clock. */
  readonly minutes: number;
}

const DAYS: Readonly<Record<Recurrence, number>> = { daily: 1, weekly: 7 };

/** So many at most are passed over: more than a year of days. */
const MOST_MISSED = 400;

/** From when to when an occurrence is open. */
export const windowOf = (slot: Slot, zone: string): { startsAt: Date; expiresAt: Date } => ({
  startsAt: momentOf(slot, zone),
  expiresAt: momentOf(later(slot, { minutes: slot.minutes }), zone),
});

/**
 * The occurrence that follows: the first one that is not over yet, so that what was missed while nothing ran is
 * not posted later. `null` where the series has ended by then.
 */
export function slotAfter(
  slot: Slot,
  {
    recurrence,
    until,
    zone,
    now,
  }: { recurrence: Recurrence; until?: Date | undefined; zone: string; now: Date },
): Slot | null {
  let next = slot;
  for (let passed = 0; passed < MOST_MISSED; passed += 1) {
    next = { ...next, ...later(next, { days: DAYS[recurrence] }) };
    const { startsAt, expiresAt } = windowOf(next, zone);
    if (until !== undefined && startsAt > until) return null;
    if (expiresAt > now) return next;
  }
  return null;
}

/**
 * The slot of a task that is open from here to there. Where clocks are put back meanwhile the wall may show an end
 * that is no later than the start: there it is as long as it is.
 */
export function slotOf(startsAt: Date, expiresAt: Date, zone: string): Slot {
  const start = wallTimeOf(startsAt, zone);
  const minutes = minutesBetween(start, wallTimeOf(expiresAt, zone));
  if (minutes > 0) return { ...start, minutes };
  return { ...start, minutes: Math.ceil((expiresAt.getTime() - startsAt.getTime()) / MINUTE_MS) };
}

/** An occurrence may be open until the next one begins. */
export const isLongerThanPeriod = ({ minutes }: Slot, recurrence: Recurrence): boolean =>
  minutes * MINUTE_MS > DAYS[recurrence] * DAY_MS;

/**
 * From when until when a draft is open if it is posted now, and where it recurs, which occurrence it is then. One
 * that waited as a draft until its time was over is the next one instead.
 */
export function timesIfPosted(
  { taskData, occurrence }: Pick<DiscordTaskPost, 'taskData' | 'occurrence'>,
  zone: string,
  now: Date,
): { readonly startsAt: Date; readonly expiresAt: Date; readonly occurrence?: Slot } {
  const { startsAt: planned = now, expiresAt: end, openMinutes, recurrence, recursUntil: until } = taskData;
  if (recurrence !== undefined && occurrence !== undefined) {
    const isOver = end <= now;
    const slot = (isOver ? slotAfter(occurrence, { recurrence, until, zone, now }) : null) ?? occurrence;
    return { ...windowOf(slot, zone), occurrence: slot };
  }
  const startsAt = planned > now ? planned : now;
  const expiresAt = openMinutes === undefined ? end : new Date(startsAt.getTime() + openMinutes * MINUTE_MS);
  if (recurrence === undefined) return { startsAt, expiresAt };
  return { startsAt, expiresAt, occurrence: slotOf(startsAt, expiresAt, zone) };
}
