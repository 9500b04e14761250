import {
  type FormField,
  readMoment,
  type Sent,
  sentTo,
  TYPED_MOMENT_MAX,
  typedAs,
} from '../../../infra/discord/index.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { durationText, parseDuration } from '../../../kernel/duration.js';
import type { Reference } from '../../../kernel/typed-moment.js';
import type { Texts } from '../../../locales/index.js';
import type { Timing } from '../life/life.pipelines.js';
import { isLongerThanPeriod, slotOf } from '../life/recurrence.rules.js';
import { RECURRENCES, type TaskData } from '../schemas/task-post.schema.js';
import type { Fault } from '../tasks.rules.js';
import { DURATION_LIMITS_MS, isBetween } from './task-form.rules.js';

interface Timed {
  readonly task: TaskData;
  readonly zone: string;
  readonly now: Date;
}

/** When it starts and ends, and whether it comes again. A draft may start whenever it is posted. */
export const timingFields = ({ task, zone }: Timed): readonly FormField[] => [
  {
    id: 'start',
    label: (texts) => texts.taskTiming.starts,
    hint: ({ taskTiming }) =>
      task.status === 'draft' ? taskTiming.startsHint(zone) : taskTiming.newStartHint(zone),
    input: { kind: 'text', maxLength: TYPED_MOMENT_MAX },
    isOptional: task.status === 'draft',
  },
  {
    id: 'end',
    label: (texts) => texts.taskTiming.ends,
    hint: (texts) => texts.taskTiming.endsHint(zone),
    input: { kind: 'text', maxLength: TYPED_MOMENT_MAX },
  },
  {
    id: 'repeats',
    label: (texts) => texts.taskTiming.repeats,
    hint: (texts) => texts.taskTiming.repeatsHint(zone),
    input: {
      kind: 'choice',
      options: (['never', ...RECURRENCES] as const).map((value) => ({
        value,
        label: (texts) => texts.taskTiming.each[value],
      })),
    },
  },
];

/** As it would be typed: a date, or how long it is open where its end follows from that. */
export function timingOf({ task, zone }: Timed): Sent {
  const { status, startsAt, expiresAt, openMinutes, recurrence = 'never' } = task;
  const isLength = status === 'draft' && openMinutes !== undefined;
  return {
    start: [startsAt === undefined ? '' : typedAs(startsAt, zone)],
    end: [isLength ? durationText(openMinutes * MINUTE_MS) : typedAs(expiresAt, zone)],
    repeats: [recurrence],
  };
}

/** All faults at once, or when it starts and ends and how often. */
export function readTiming(
  sent: Sent,
  { task, zone, now }: Timed,
): { readonly timing: Timing } | { readonly faults: readonly Fault[] } {
  const isDraft = task.status === 'draft';
  const reference = { from: now, zone };
  const start = readStart(sentTo(sent, 'start').trim(), isDraft, reference);
  const startsAt = 'fault' in start ? undefined : start.at;
  const end = readEnd(sentTo(sent, 'end'), startsAt, reference);
  const recurrence = RECURRENCES.find((known) => known === sentTo(sent, 'repeats'));
  if ('fault' in start || 'fault' in end)
    return { faults: [start, end].flatMap((read) => ('fault' in read ? [read.fault] : [])) };
  const slot = slotOf(startsAt ?? now, end.at, zone);
  if (recurrence !== undefined && isLongerThanPeriod(slot, recurrence))
    return { faults: [(texts) => texts.taskLife.longerThanSeries[recurrence]] };
  return {
    timing: {
      startsAt: startsAt ?? null,
      expiresAt: end.at,
      openMinutes: (isDraft ? end.openMinutes : undefined) ?? null,
      recurrence: recurrence ?? null,
      // Which occurrence a draft is turns out when it is posted.
      occurrence: isDraft || recurrence === undefined ? null : slot,
    },
  };
}

type Start = { readonly at?: Date } | { readonly fault: Fault };
type End = { readonly at: Date; readonly openMinutes?: number } | { readonly fault: Fault };

function readStart(typed: string, isDraft: boolean, reference: Reference): Start {
  if (typed === '' && isDraft) return {};
  const read = readMoment(typed, reference);
  return 'fault' in read ? faultOf('starts', read.fault) : read;
}

function readEnd(typed: string, startsAt: Date | undefined, reference: Reference): End {
  const opensAt = startsAt ?? reference.from;
  const openMs = parseDuration(typed);
  if (openMs !== null)
    return isBetween(openMs, DURATION_LIMITS_MS.min, DURATION_LIMITS_MS.max)
      ? { at: new Date(opensAt.getTime() + openMs), openMinutes: openMs / MINUTE_MS }
      : faultOf('ends', (texts) => texts.timingFaults.length);
  const read = readMoment(typed, reference);
  if ('fault' in read) return faultOf('ends', read.fault);
  return read.at > opensAt ? read : faultOf('ends', (texts) => texts.timingFaults.beforeStart);
}

/** After the name of the field. */
const faultOf = (
  field: Extract<keyof Texts['taskTiming'], 'starts' | 'ends'>,
  why: Fault,
): { readonly fault: Fault } => ({ fault: (texts) => `**${texts.taskTiming[field]}**: ${why(texts)}` });
