import type { mongo } from 'mongoose';
import {
  type CleanupOrder,
  CleanupStep,
  QUERY_LIMIT_MS,
  stillMatching,
  takeInBatches,
} from '../../infra/cleanup/index.js';
import { DAY_MS } from '../../kernel/clock.js';
import { type CardKind, endPath, statusPath } from './card-kind.js';

/** A draft that nobody posts goes after so long. */
export const DRAFT_LIFE_DAYS = 30;

/**
 * Deletes drafts that nobody posted for as long as their editor promises, an occurrence of a task that waits for
 * somebody to post it among them. A draft has no card and nobody takes part in it: nothing else goes with it.
 */
export class OldDraftsCleanup extends CleanupStep {
  readonly name: string;
  readonly group = 'expired';
  readonly does = 'deletes';
  readonly describes: string;

  constructor(
    db: mongo.Db,
    private readonly kind: Pick<CardKind<never>, 'collection' | 'name' | 'data' | 'ends'>,
  ) {
    super(db);
    this.name = `old-${kind.name}-drafts`;
    this.describes = `Drafts of ${kind.name}s that nobody posted within ${String(DRAFT_LIFE_DAYS)} days.`;
  }

  override async *count(order: CleanupOrder): AsyncGenerator<number> {
    yield await this.rows.countDocuments(this.old(order), { maxTimeMS: QUERY_LIMIT_MS });
  }

  override async *run(order: CleanupOrder): AsyncGenerator<number> {
    const filter = this.old(order);
    // By an index that has the drafts in one place: there are none but those of the last days.
    const wanted = { filter, sortedBy: endPath(this.kind), batchSize: order.batchSize };
    yield* takeInBatches(this.rows, wanted, async (batch) => {
      const { deletedCount } = await this.rows.deleteMany(stillMatching(filter, batch));
      return { taken: deletedCount, left: 0 };
    });
  }

  private get rows(): mongo.Collection {
    return this.db.collection(this.kind.collection.name);
  }

  private old({ now, olderThanMs = 0 }: CleanupOrder): mongo.Filter<mongo.Document> {
    return {
      [statusPath(this.kind)]: 'draft',
      createdAt: { $lte: new Date(now.getTime() - Math.max(DRAFT_LIFE_DAYS * DAY_MS, olderThanMs)) },
    };
  }
}
