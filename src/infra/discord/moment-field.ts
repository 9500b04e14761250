import { DAY_MS } from '../../kernel/clock.js';
import { parseMoment, type Reference } from '../../kernel/typed-moment.js';
import { wallTimeOf } from '../../kernel/zoned-time.js';
import type { Fault } from './forms.js';

/** As `24.12.2026 18:00`, with some room. */
export const TYPED_MOMENT_MAX = 40;

const FARTHEST_MS = 365 * DAY_MS;

export type ReadMoment = { readonly at: Date } | { readonly fault: Fault };

/** A moment as it was typed that is ahead, and no more than a year. */
export function readMoment(typed: string, reference: Reference): ReadMoment {
  const { from: now, zone } = reference;
  const read = parseMoment(typed, reference);
  if ('fault' in read) {
    const { fault } = read;
    return {
      fault: ({ timingFaults }) => (fault === 'form' ? timingFaults.form(zone) : timingFaults[fault]),
    };
  }
  if (read.at <= now) return { fault: (texts) => texts.timingFaults.past };
  if (read.at.getTime() - now.getTime() > FARTHEST_MS) return { fault: (texts) => texts.timingFaults.tooFar };
  return read;
}

/** A moment as it would be typed. */
export function typedAs(at: Date, zone: string): string {
  const { date, time } = wallTimeOf(at, zone);
  return `${date} ${time}`;
}
