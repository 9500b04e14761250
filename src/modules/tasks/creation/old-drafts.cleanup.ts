import type { mongo } from 'mongoose';
import {
  type CleanupOrder,
  CleanupStep,
  QUERY_LIMIT_MS,
  stillMatching,
  takeInBatches,
} from '../../../infra/cleanup/index.js';
import { DAY_MS } from '../../../kernel/clock.js';
import { taskPosts } from '../schemas/task-post.schema.js';
import { DRAFT_LIFE_DAYS } from './new-draft.js';

/**
 * Deletes drafts that nobody posted for as long as their editor promises, an occurrence that waits for
 * somebody to post it among them. A draft has no card and nobody takes part in it: nothing else goes with it.
 */
export class OldDraftsCleanup extends CleanupStep {
  readonly name = 'old-drafts';
  readonly group = 'expired';
  readonly does = 'deletes';
  readonly describes = `Drafts of tasks that nobody posted within ${String(DRAFT_LIFE_DAYS)} days.`;

  override async *count(order: CleanupOrder): AsyncGenerator<number> {
    yield await this.posts.countDocuments(isOld(order), { maxTimeMS: QUERY_LIMIT_MS });
  }

  override async *run(order: CleanupOrder): AsyncGenerator<number> {
    const filter = isOld(order);
    // By an index that has the drafts in one place: there are none but those of the last days.
    const wanted = { filter, sortedBy: 'taskData.expiresAt', batchSize: order.batchSize };
    yield* takeInBatches(this.posts, wanted, async (batch) => {
      const { deletedCount } = await this.posts.deleteMany(stillMatching(filter, batch));
      return { taken: deletedCount, left: 0 };
    });
  }

  private get posts(): mongo.Collection {
    return this.db.collection(taskPosts.name);
  }
}

const isOld = ({ now, olderThanMs = 0 }: CleanupOrder): mongo.Filter<mongo.Document> => ({
  'taskData.status': 'draft',
  createdAt: { $lte: new Date(now.getTime() - Math.max(DRAFT_LIFE_DAYS * DAY_MS, olderThanMs)) },
});
