import type { mongo } from 'mongoose';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.js';

export type Unit = 'hour' | 'day' | 'week';

/** What was counted from a moment on, until that of the next step. */
export interface Step {
  /** Of hours the moment; of days and weeks the first day, at midnight of UTC. */
  readonly at: Date;
  readonly count: number;
}

export interface Series {
  readonly unit: Unit;
  /** Without a gap. */
  readonly steps: readonly Step[];
  /** In which `at` is to be read. */
  readonly zone: string;
}

const LONGEST_MS: readonly (readonly [Unit, number])[] = [
  ['hour', 2 * DAY_MS],
  ['day', 45 * DAY_MS],
];
const MOST_STEPS = 50;

/** In which steps a stretch of time is shown. */
export const unitFor = (from: Date, to: Date): Unit =>
  LONGEST_MS.find(([, longestMs]) => to.getTime() - from.getTime() <= longestMs)?.[0] ?? 'week';

/**
 * The steps between two moments, the newest fifty at most; those that nothing was counted in are 0. Days and
 * weeks, which begin on Monday, are those of the zone.
 *
 * @param counted by the keys that `keyOf` gives
 */
export function seriesOf(
  { unit, from, to, zone }: { unit: Unit; from: Date; to: Date; zone: string },
  counted: ReadonlyMap<string, number>,
): Series {
  // What was decided after the end counts too.
  const last = [keyOf(unit, to, zone), ...counted.keys()].sort().at(-1) ?? '';
  const stepMs = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS }[unit];
  const steps: Step[] = [];
  for (let key = keyOf(unit, from, zone); key <= last; key = after(unit, key, stepMs))
    steps.push({ at: new Date(key), count: counted.get(key) ?? 0 });
  return { unit, steps: steps.slice(-MOST_STEPS), zone: unit === 'hour' ? zone : 'UTC' };
}

/** `2026-11-23T10:00:00Z` of an hour, `2026-11-23` of a day and of the week that begins with it. */
export function keyOf(unit: Unit, at: Date, zone: string): string {
  if (unit === 'hour') return hourOf(at.getTime());
  const day = new Date(new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at));
  const weekday = (day.getUTCDay() + 6) % 7;
  return dayOf(unit === 'week' ? day.getTime() - weekday * DAY_MS : day.getTime());
}

/** `keyOf` as an expression of MongoDB. @param date such as `$createdAt` */
export function keyExpression(unit: Unit, date: unknown, zone: string): mongo.Document {
  const key =
    unit === 'hour'
      ? { date: { $dateTrunc: { date, unit } }, format: '%Y-%m-%dT%H:00:00Z' }
      : {
          date: { $dateTrunc: { date, unit, timezone: zone, startOfWeek: 'monday' } },
          format: '%Y-%m-%d',
          timezone: zone,
        };
  return { $dateToString: key };
}

const after = (unit: Unit, key: string, stepMs: number): string =>
  (unit === 'hour' ? hourOf : dayOf)(new Date(key).getTime() + stepMs);
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const hourOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 13)}:00:00Z`;
