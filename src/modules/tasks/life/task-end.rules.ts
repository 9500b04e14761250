import {
  type FormField,
  readMoment,
  type ReadMoment,
  TYPED_MOMENT_MAX,
} from '../../../infra/discord/index.js';
import type { Reference } from '../../../kernel/typed-moment.js';
import type { TaskData } from '../schemas/task-post.schema.js';
import type { Fault } from '../tasks.rules.js';
import { isLongerThanPeriod, slotOf } from './recurrence.rules.js';

export const endField = (zone: string): FormField => ({
  id: 'end',
  label: (texts) => texts.managePost.ending.label,
  hint: (texts) => texts.managePost.ending.hint(zone),
  input: { kind: 'text', maxLength: TYPED_MOMENT_MAX },
});

/** The end that was typed for a task, as a date or as a duration from now. */
export function readEnd(
  typed: string,
  { startsAt, recurrence }: Pick<TaskData, 'startsAt' | 'recurrence'>,
  reference: Reference,
): ReadMoment {
  const read = readMoment(typed, reference);
  if ('fault' in read) return refused(read.fault);
  const { at } = read;
  if (startsAt !== undefined && at <= startsAt) return refused((texts) => texts.timingFaults.beforeStart);
  const slot = slotOf(startsAt ?? reference.from, at, reference.zone);
  if (recurrence !== undefined && isLongerThanPeriod(slot, recurrence))
    return { fault: (texts) => texts.taskLife.longerThanSeries[recurrence] };
  return read;
}

/** After the name of the field. */
const refused = (why: Fault): ReadMoment => ({
  fault: (texts) => `**${texts.managePost.ending.label}**: ${why(texts)}`,
});
