import type { FormField } from '../../../infra/discord/index.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { parseMoment, type Reference } from '../../../kernel/typed-moment.js';
import { TASK_LIMITS, type TaskData } from '../schemas/task-post.schema.js';
import type { Fault } from '../tasks.rules.js';
import { isLongerThanPeriod, slotOf } from './recurrence.rules.js';

const FARTHEST_MS = TASK_LIMITS.openMinutes * MINUTE_MS;

/** As `24.12.2026 18:00`, with some room. */
export const TYPED_MAX = 40;

export const endField = (zone: string): FormField => ({
  id: 'end',
  label: (texts) => texts.managePost.ending.label,
  hint: (texts) => texts.managePost.ending.hint(zone),
  input: { kind: 'text', maxLength: TYPED_MAX },
});

type Read = { readonly at: Date } | { readonly fault: Fault };

/** The end that was typed for a task, as a date or as a duration from now. */
export function readEnd(
  typed: string,
  { startsAt, recurrence }: Pick<TaskData, 'startsAt' | 'recurrence'>,
  reference: Reference,
): Read {
  const read = readMoment(typed, reference);
  if ('fault' in read) return refused(read.fault);
  const { at } = read;
  if (startsAt !== undefined && at <= startsAt) return refused((texts) => texts.timingFaults.beforeStart);
  const slot = slotOf(startsAt ?? reference.from, at, reference.zone);
  if (recurrence !== undefined && isLongerThanPeriod(slot, recurrence))
    return { fault: (texts) => texts.taskLife.longerThanSeries[recurrence] };
  return read;
}

/** A moment that is ahead, and no more than a year. */
export function readMoment(typed: string, reference: Reference): Read {
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

/** After the name of the field. */
const refused = (why: Fault): Read => ({
  fault: (texts) => `**${texts.managePost.ending.label}**: ${why(texts)}`,
});
