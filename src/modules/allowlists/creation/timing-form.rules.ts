import {
  type Fault,
  type FormField,
  readMoment,
  type ReadMoment,
  type Sent,
  sentTo,
  TYPED_MOMENT_MAX,
  typedAs,
} from '../../../infra/discord/index.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { durationText, parseDuration } from '../../../kernel/duration.js';
import { ALLOWLIST_LIMITS, type AllowlistData } from '../schemas/allowlist-connection.schema.js';

/** When a draft starts and ends. With `openMinutes` its end follows from its start. */
export interface DraftTiming {
  readonly startsAt: Date | undefined;
  readonly endsAt: Date;
  readonly openMinutes: number | undefined;
}

export interface Timed {
  readonly data: AllowlistData;
  readonly zone: string;
  readonly now: Date;
}

export const timingFields = ({ zone }: Timed): readonly FormField[] => [
  {
    id: 'start',
    label: (texts) => texts.taskTiming.starts,
    hint: (texts) => texts.taskTiming.startsHint(zone),
    input: { kind: 'text', maxLength: TYPED_MOMENT_MAX },
    isOptional: true,
  },
  {
    id: 'end',
    label: (texts) => texts.taskTiming.ends,
    hint: (texts) => texts.taskTiming.endsHint(zone),
    input: { kind: 'text', maxLength: TYPED_MOMENT_MAX },
  },
];

/** As it would be typed; an end that is not ahead is none yet. */
export function timingOf({ data: { startsAt, endsAt, openMinutes }, zone, now }: Timed): Sent {
  const date = endsAt > now ? typedAs(endsAt, zone) : '';
  return {
    start: [startsAt === undefined ? '' : typedAs(startsAt, zone)],
    end: [openMinutes === undefined ? date : durationText(openMinutes * MINUTE_MS)],
  };
}

/** All faults at once, or when it starts and ends. */
export function readTiming(
  sent: Sent,
  { zone, now }: Pick<Timed, 'zone' | 'now'>,
): { readonly timing: DraftTiming } | { readonly faults: readonly Fault[] } {
  const start = readStart(sentTo(sent, 'start').trim(), zone, now);
  const startsAt = 'fault' in start ? undefined : start.at;
  const end = readEnd(sentTo(sent, 'end'), startsAt, { zone, now });
  if ('fault' in start || 'fault' in end)
    return { faults: [start, end].flatMap((read) => ('fault' in read ? [read.fault] : [])) };
  return { timing: { startsAt, endsAt: end.at, openMinutes: end.openMinutes } };
}

function readStart(
  typed: string,
  zone: string,
  now: Date,
): { readonly at?: Date } | { readonly fault: Fault } {
  if (typed === '') return {};
  return named('starts', readMoment(typed, { from: now, zone }));
}

function readEnd(
  typed: string,
  startsAt: Date | undefined,
  { zone, now }: Pick<Timed, 'zone' | 'now'>,
): { readonly at: Date; readonly openMinutes?: number } | { readonly fault: Fault } {
  const opensAt = startsAt ?? now;
  const openMs = parseDuration(typed);
  if (openMs !== null) {
    const openMinutes = openMs / MINUTE_MS;
    if (openMinutes < 1 || openMinutes > ALLOWLIST_LIMITS.openMinutes)
      return { fault: faultOf('ends', (texts) => texts.allowlistForm.faults.openFor) };
    return { at: new Date(opensAt.getTime() + openMs), openMinutes };
  }
  const read = named('ends', readMoment(typed, { from: now, zone }));
  if ('fault' in read || read.at > opensAt) return read;
  return { fault: faultOf('ends', (texts) => texts.timingFaults.beforeStart) };
}

const named = (field: 'starts' | 'ends', read: ReadMoment): ReadMoment =>
  'fault' in read ? { fault: faultOf(field, read.fault) } : read;

/** After the name of the field. */
const faultOf =
  (field: 'starts' | 'ends', why: Fault): Fault =>
  (texts) =>
    `**${texts.taskTiming[field]}**: ${why(texts)}`;
