import type { mongo } from 'mongoose';
import { HOUR_MS } from '../../../kernel/clock.js';
import { OPEN_STATUSES } from '../schemas/task-post.schema.js';

/** A card that nobody has to draw is looked for at least this often: somebody may have deleted it unseen. */
const LOOK_EVERY_MS = HOUR_MS;

type Expression = mongo.Document | string | number | Date;

/** Parts of update pipelines over a task: what its card shows, and when the worker turns to it. */
export const isOpenAt = (at: Date): mongo.Document => ({
  $and: [{ $in: ['$taskData.status', OPEN_STATUSES] }, { $gt: ['$taskData.expiresAt', at] }],
});

/** Whether the message shows what is wanted: this count, and the newest version of everything else. */
export const showsAll = (wanted: Expression): mongo.Document => ({
  $and: [
    { $eq: [{ $ifNull: ['$card.shown', -1] }, wanted] },
    { $eq: [{ $ifNull: ['$card.drawnVersion', -1] }, '$card.version'] },
  ],
});

/** The earliest moment at which its message may be edited. */
export const soonest = (now: Date, betweenEditsMs: number): mongo.Document => ({
  $max: [now, { $add: ['$card.editedAt', betweenEditsMs] }],
});

/** When a card that shows everything is looked at again: the end of the task must be shown in time. */
export const nextLook = (from: Date): mongo.Document => ({
  $min: ['$taskData.expiresAt', new Date(from.getTime() + LOOK_EVERY_MS)],
});

export const nextVersion: mongo.Document = { $add: ['$card.version', 1] };

/** A field of the same name, or no field where there was none. */
export const asItWas = (path: string): mongo.Document => ({ $ifNull: [path, '$$REMOVE'] });
