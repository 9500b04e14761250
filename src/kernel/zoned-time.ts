import { DAY_MS, MINUTE_MS } from './clock.js';

/** What calendar and clock on the wall show, without a zone; a date that exists. */
export interface WallTime {
  /** `2026-12-24`. */
  readonly date: string;
  /** `18:00`. */
  readonly time: string;
}

/**
 * When the clocks of a zone show a time: at one moment; at none, where they are put forward over it; at two,
 * where they are put back over it.
 */
export type Moments =
  | { readonly kind: 'once'; readonly at: Date }
  | { readonly kind: 'never'; readonly before: Date; readonly after: Date }
  | { readonly kind: 'twice'; readonly first: Date; readonly second: Date };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const kept = formats.get(zone);
  if (kept !== undefined) return kept;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, format);
  return format;
}

/** The wall clock as if it were one in UTC, for sums with days and minutes. */
const asUtc = ({ date, time }: WallTime): number => Date.parse(`${date}T${time}:00Z`);

function fromUtc(ms: number): WallTime {
  const text = new Date(ms).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

/** What the wall clock shows at a moment, as if it were one in UTC. @throws RangeError no such zone */
function shownAt(at: Date, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
}

/** What the wall clock shows at a moment. @throws RangeError no such zone */
export const wallTimeOf = (at: Date, zone: string): WallTime => fromUtc(shownAt(at, zone));

/** How far the wall clock is ahead of UTC, to the minute. */
function offsetAt(ms: number, zone: string): number {
  const wholeMinute = Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  return shownAt(new Date(wholeMinute), zone) - wholeMinute;
}

/** @throws RangeError no such zone */
export function momentsOf(wall: WallTime, zone: string): Moments {
  const utc = asUtc(wall);
  // Clocks are put forward or back at most once in two days.
  const offsets = [offsetAt(utc - DAY_MS, zone), offsetAt(utc + DAY_MS, zone)];
  const [early = 0, late = 0] = offsets.map((offset) => utc - offset).sort((one, other) => one - other);
  const shows = (ms: number): boolean => ms + offsetAt(ms, zone) === utc;
  if (early !== late && shows(early) && shows(late))
    return { kind: 'twice', first: new Date(early), second: new Date(late) };
  if (shows(early)) return { kind: 'once', at: new Date(early) };
  if (shows(late)) return { kind: 'once', at: new Date(late) };
  return { kind: 'never', before: new Date(early), after: new Date(late) };
}

/**
 * The moment of a time that comes again and again: the later one where clocks are put forward over it (half past
 * two becomes half past three), the first one where they show it twice.
 */
export function momentOf(wall: WallTime, zone: string): Date {
  const moments = momentsOf(wall, zone);
  switch (moments.kind) {
    case 'once':
      return moments.at;
    case 'never':
      return moments.after;
    case 'twice':
      return moments.first;
  }
}

/** On the wall: a day is a day, also where it has 23 hours. */
export const later = (wall: WallTime, { days = 0, minutes = 0 }): WallTime =>
  fromUtc(asUtc(wall) + days * DAY_MS + minutes * MINUTE_MS);

/** On the wall. */
export const minutesBetween = (from: WallTime, to: WallTime): number => (asUtc(to) - asUtc(from)) / MINUTE_MS;

/** Whether there is such a day and such a time; `31.02.` and `24:00` are none. */
export function isWallTime({ date, time }: WallTime): boolean {
  const ms = asUtc({ date, time });
  if (Number.isNaN(ms)) return false;
  const again = fromUtc(ms);
  return again.date === date && again.time === time;
}
