import { parseDuration } from './duration.js';
import { toHalfWidth } from './text.js';
import { isWallTime, momentsOf, wallTimeOf, type WallTime } from './zoned-time.js';

/** Why what was typed is no moment: the form; no such day or time; clocks are put forward, or back, over it. */
export type MomentFault = 'form' | 'no-such-time' | 'skipped' | 'twice';

/** How durations are meant, and where dates are. */
export interface Reference {
  /** From when durations count; also decides the year where none was typed. */
  readonly from: Date;
  readonly zone: string;
}

interface TypedDate {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
  readonly time: string;
}

const CLOCK = String.raw`(\d{1,2}):(\d{2})`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:\s+|\s*T\s*)${CLOCK}$`, 'i');
const DAY_FIRST = new RegExp(String.raw`^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?,?\s+${CLOCK}$`);

/**
 * Reads a moment as people type it: a date on the wall clock of a zone, such as `2026-12-24 18:00`,
 * `24.12.2026 18:00` or `24.12. 18:00` (the next one), or a duration such as `7d` or `1d 12h`. Dates with strokes
 * are refused: `12/11/2026` is another day in Paris than in Boston.
 *
 * The caller judges whether it is too early or too late.
 */
export function parseMoment(raw: string, { from, zone }: Reference): { at: Date } | { fault: MomentFault } {
  const durationMs = parseDuration(raw);
  if (durationMs !== null) {
    const at = new Date(from.getTime() + durationMs);
    return Number.isNaN(at.getTime()) ? { fault: 'form' } : { at };
  }
  const typed = readDate(toHalfWidth(raw).replaceAll(/\s+/g, ' ').trim());
  if (typed === undefined) return { fault: 'form' };
  if (typed.year !== undefined) return onTheClock(wallOf(typed, typed.year), zone);
  return nextOf(typed, { from, zone });
}

function readDate(text: string): TypedDate | undefined {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) {
    const [, year, month, day, hour = '', minute = ''] = yearFirst;
    return { year: Number(year), month: Number(month), day: Number(day), time: clockOf(hour, minute) };
  }
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst === null) return undefined;
  const [, day, month, year, hour = '', minute = ''] = dayFirst;
  const date = { month: Number(month), day: Number(day), time: clockOf(hour, minute) };
  return year === undefined ? date : { ...date, year: Number(year) };
}

/** The first one that is not over; a 29 February may be years away. */
function nextOf(typed: TypedDate, { from, zone }: Reference): { at: Date } | { fault: MomentFault } {
  const thisYear = Number(wallTimeOf(from, zone).date.slice(0, 4));
  const found = [0, 1].map((years) => onTheClock(wallOf(typed, thisYear + years), zone));
  const [first = { fault: 'no-such-time' as const }] = found;
  return found.find((one) => 'at' in one && one.at > from) ?? first;
}

function onTheClock(wall: WallTime, zone: string): { at: Date } | { fault: MomentFault } {
  if (!isWallTime(wall)) return { fault: 'no-such-time' };
  const moments = momentsOf(wall, zone);
  switch (moments.kind) {
    case 'once':
      return { at: moments.at };
    case 'never':
      return { fault: 'skipped' };
    case 'twice':
      return { fault: 'twice' };
  }
}

const clockOf = (hour: string, minute: string): string => `${hour.padStart(2, '0')}:${minute}`;

const wallOf = ({ month, day, time }: TypedDate, year: number): WallTime => ({
  date: [String(year).padStart(4, '0'), two(month), two(day)].join('-'),
  time,
});

const two = (value: number): string => String(value).padStart(2, '0');
