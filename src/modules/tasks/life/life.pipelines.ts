import type { mongo } from 'mongoose';
import { asItWas, BETWEEN_EDITS_MS, nextVersion, soonest } from '../../cards/index.js';
import {
  CLOSED_STATUSES,
  type Occurrence,
  type TaskData,
  type TaskStatus,
} from '../schemas/task-post.schema.js';

/** What may be set along with a change of its life; `null` takes it off. */
export interface Timing extends Pick<Partial<TaskData>, 'expiresAt'> {
  readonly startsAt?: Date | null;
  readonly openMinutes?: number | null;
  readonly maxCompletions?: number | null;
  readonly recurrence?: TaskData['recurrence'] | null;
  readonly recursUntil?: Date | null;
  readonly occurrence?: Occurrence | null;
}

/** `completed` where every place was taken by then. */
const endStatus: mongo.Document = {
  $cond: [
    {
      $gte: [
        '$interactionStats.completions',
        { $ifNull: ['$taskData.maxCompletions', Number.MAX_SAFE_INTEGER] },
      ],
    },
    'completed',
    'expired',
  ],
};

/** While a task is not over: at its start, then at its end. */
const nextTurn: mongo.Document = {
  $switch: {
    branches: [
      {
        case: { $eq: ['$taskData.status', 'scheduled'] },
        then: { $ifNull: ['$taskData.startsAt', '$taskData.expiresAt'] },
      },
      { case: { $in: ['$taskData.status', ['active', 'paused']] }, then: '$taskData.expiresAt' },
    ],
    default: '$$REMOVE',
  },
};

/** A task that recurs has a next occurrence, unless it was paused when its end came. */
const turnAfter = (now: Date): mongo.Document => ({
  $cond: [
    { $and: [{ $gt: ['$taskData.recurrence', null] }, { $ne: ['$taskData.status', 'paused'] }] },
    now,
    '$$REMOVE',
  ],
});

/** Whatever its card shows, it is drawn again as soon as it may be edited. */
function redrawn(now: Date, isWanted: mongo.Document): mongo.Document {
  return {
    'card.version': { $cond: [isWanted, nextVersion, '$card.version'] },
    'card.due': { $cond: [isWanted, soonest(now, BETWEEN_EDITS_MS), asItWas('$card.due')] },
  };
}

const isPosted: mongo.Document = { $gt: ['$messageId', ''] };

/** An open task is the only one whose card shows that its time is over without anybody's asking. */
const isEndUnexpected: mongo.Document = {
  $or: [{ $ne: ['$taskData.status', 'active'] }, { $eq: [endStatus, 'completed'] }],
};

/**
 * Its end: where all places were taken `completed`, else `expired`; from then on its retention counts.
 */
export const ended = (now: Date): mongo.Document[] => [
  {
    $set: {
      'taskData.status': endStatus,
      closedAt: { $ifNull: ['$closedAt', now] },
      lifeDue: turnAfter(now),
      ...redrawn(now, { $and: [isPosted, isEndUnexpected] }),
    },
  },
];

/** A step to another status; what is to be `expired` is `completed` where all places were taken. */
export function movedTo(to: TaskStatus, now: Date, timing: Timing = {}): mongo.Document[] {
  const isClosing = CLOSED_STATUSES.includes(to);
  return [
    ...(Object.keys(timing).length > 0 ? [{ $set: timingFields(timing) }] : []),
    {
      $set: {
        'taskData.status': to === 'expired' ? endStatus : to,
        ...(isClosing && { closedAt: { $ifNull: ['$closedAt', now] } }),
        ...(isClosing && { lifeDue: to === 'cancelled' ? '$$REMOVE' : turnAfter(now) }),
        // The card of a task that is open is posted where there is none yet.
        ...redrawn(now, to === 'active' ? { $literal: true } : isPosted),
      },
    },
    ...(isClosing ? [] : [{ $set: { lifeDue: nextTurn } }]),
  ];
}

/** Other times, the same status. */
export const retimed = (now: Date, timing: Timing): mongo.Document[] => [
  { $set: { ...timingFields(timing), ...redrawn(now, isPosted) } },
  { $set: { lifeDue: nextTurn } },
];

/** Only when it is its turn; nothing else changes. */
export const turned: mongo.Document[] = [{ $set: { lifeDue: nextTurn } }];

function timingFields({ occurrence, ...taskData }: Timing): mongo.Document {
  const given = Object.entries({
    ...Object.fromEntries(Object.entries(taskData).map(([field, value]) => [`taskData.${field}`, value])),
    occurrence,
  }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([field, value]) => [field, value === null ? '$$REMOVE' : { $literal: value }]),
  );
}
