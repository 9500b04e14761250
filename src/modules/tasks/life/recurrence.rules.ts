import { later, minutesBetween, momentOf, wallTimeOf, type WallTime } from '../../../kernel/zoned-time.js';
import type { Recurrence } from '../schemas/task-post.schema.js';

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

/** The slot of a task that is open from here to there. */
export function slotOf(startsAt: Date, expiresAt: Date, zone: string): Slot {
  const start = wallTimeOf(startsAt, zone);
  return { ...start, minutes: minutesBetween(start, wallTimeOf(expiresAt, zone)) };
}
