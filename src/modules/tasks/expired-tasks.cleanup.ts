import type { mongo } from 'mongoose';
import {
  type CleanupOrder,
  CleanupStep,
  QUERY_LIMIT_MS,
  stillMatching,
  takeInBatches,
  type Wanted,
} from '../../infra/cleanup/index.js';
import { ended } from './life/life.pipelines.js';
import { CLOSED_STATUSES, type TaskStatus, taskPosts } from './schemas/task-post.schema.js';

const CAN_EXPIRE: readonly TaskStatus[] = ['active', 'paused', 'scheduled'];

/**
 * Moves tasks whose end has passed into a final state, from which on their retention counts. The worker does the
 * same to the second; this is the net below it, and what `cleanup` does while no service runs.
 */
export class ExpiredTasksCleanup extends CleanupStep {
  readonly name = 'expired-tasks';
  readonly group = 'expired';
  readonly does = 'closes';
  readonly describes = 'Tasks whose end has passed, and those that ended without a date for it.';

  override async *count({ now, olderThanMs }: CleanupOrder): AsyncGenerator<number> {
    for (const filter of [isOver(now, olderThanMs), isUndated])
      yield await this.posts.countDocuments(filter, { maxTimeMS: QUERY_LIMIT_MS });
  }

  override async *run({ now, olderThanMs, batchSize }: CleanupOrder): AsyncGenerator<number> {
    const over = { filter: isOver(now, olderThanMs), sortedBy: 'taskData.expiresAt', batchSize };
    yield* this.close(over, ended(now));
    // By the index over `closedAt`, which has all that are open in one place.
    yield* this.close({ filter: isUndated, sortedBy: 'closedAt', batchSize }, [{ $set: { closedAt: now } }]);
  }

  private close(wanted: Wanted, update: mongo.Document[]): AsyncIterable<number> {
    return takeInBatches(this.posts, wanted, async (batch) => {
      const { modifiedCount } = await this.posts.updateMany(stillMatching(wanted.filter, batch), update);
      return { taken: modifiedCount, left: 0 };
    });
  }

  private get posts(): mongo.Collection {
    return this.db.collection(taskPosts.name);
  }
}

const isOver = (now: Date, olderThanMs = 0): mongo.Filter<mongo.Document> => ({
  'taskData.status': { $in: CAN_EXPIRE },
  'taskData.expiresAt': { $lte: new Date(now.getTime() - olderThanMs) },
});

/** A task that is withdrawn when its channel is gone, or was closed before dates were kept. */
const isUndated: mongo.Filter<mongo.Document> = {
  'taskData.status': { $in: CLOSED_STATUSES },
  closedAt: { $exists: false },
};
