import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import {
  CARD_STATUSES,
  CLOSED_STATUSES,
  DiscordTaskPost,
  type TaskStatus,
} from '../schemas/task-post.schema.js';
import { nextVersion } from '../cards/card.pipelines.js';
import { mayFollow } from './task-life.rules.js';

export interface Move {
  readonly from: readonly TaskStatus[];
  readonly to: TaskStatus;
  readonly now: Date;
}

const asItWas = (path: string): mongo.Document => ({ $ifNull: [path, '$$REMOVE'] });

/** When the clock must act on a task next: at its start, then at its end. */
const lifeDue: mongo.Document = {
  $switch: {
    branches: [
      { case: { $eq: ['$taskData.status', 'scheduled'] }, then: asItWas('$taskData.startsAt') },
      { case: { $in: ['$taskData.status', ['active', 'paused']] }, then: '$taskData.expiresAt' },
    ],
    default: '$$REMOVE',
  },
};

/** Whatever the card shows, it is drawn again. */
const redraw = (now: Date): mongo.Document => ({ 'card.due': now, 'card.version': nextVersion });

/** The lives of tasks: each change is made only from where it may be made, and decided by the database. */
@Injectable()
export class TaskLivesRepository {
  constructor(@InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>) {}

  /**
   * Moves a task on. A final state closes it, from when on its retention counts.
   *
   * @returns the task after it; `null` when it is in none of `from` any more: somebody was faster
   * @throws RangeError no such transition
   */
  transition(postId: string, { from, to, now }: Move): Promise<DiscordTaskPost | null> {
    const forbidden = from.filter((status) => !mayFollow(status, to));
    if (forbidden.length > 0) throw new RangeError(`No task goes from ${forbidden.join(', ')} to ${to}`);
    const closedAt = CLOSED_STATUSES.includes(to) ? { $ifNull: ['$closedAt', now] } : '$$REMOVE';
    return this.posts
      .findOneAndUpdate(
        { _id: new Types.ObjectId(postId), 'taskData.status': { $in: [...from] } },
        [
          { $set: { 'taskData.status': to, closedAt, ...(CARD_STATUSES.includes(to) && redraw(now)) } },
          { $set: { lifeDue } },
        ],
        { updatePipeline: true, returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost>()
      .exec();
  }
}
