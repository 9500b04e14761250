import type { FormField } from '../../../infra/discord/index.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { parseMoment, type Reference } from '../../../kernel/typed-moment.js';
import { TASK_LIMITS, type TaskData } from '../schemas/task-post.schema.js';
import type { Fault } from '../tasks.rules.js';
import { longestOf } from './task-life.rules.js';

const FARTHEST_MS = TASK_LIMITS.openMinutes * MINUTE_MS;

/** As `24.12.2026 18:00`, with some room. */
const TYPED_MAX = 40;

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
  const { from: now, zone } = reference;
  const read = parseMoment(typed, reference);
  if ('fault' in read) {
    const { fault } = read;
    return refused(({ timingFaults }) => (fault === 'form' ? timingFaults.form(zone) : timingFaults[fault]));
  }
  const { at } = read;
  if (at <= now) return refused((texts) => texts.timingFaults.past);
  if (startsAt !== undefined && at <= startsAt) return refused((texts) => texts.timingFaults.beforeStart);
  if (at.getTime() - now.getTime() > FARTHEST_MS) return refused((texts) => texts.timingFaults.tooFar);
  const openMs = at.getTime() - (startsAt ?? now).getTime();
  if (recurrence !== undefined && openMs > longestOf(recurrence))
    return { fault: (texts) => texts.taskLife.longerThanSeries[recurrence] };
  return { at };
}

/** After the name of the field. */
const refused = (why: Fault): Read => ({
  fault: (texts) => `**${texts.managePost.ending.label}**: ${why(texts)}`,
});
