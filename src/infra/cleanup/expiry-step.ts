import type { mongo } from 'mongoose';
import { type Expiry, expiredFilter, type RetentionGroup } from '../database/schema/index.js';
import { QUERY_LIMIT_MS, stillMatching, takeInBatches, type Wanted } from './batches.js';
import { type CleanupOrder, CleanupStep } from './cleanup-step.js';

type Row = mongo.WithId<mongo.Document>;

/** Deletes the rows of a collection that are past their retention; where a TTL index is late, before that. */
export class ExpiryStep extends CleanupStep {
  readonly does = 'deletes';
  readonly name: string;
  readonly group: RetentionGroup;
  readonly describes: string;
  private readonly rows: mongo.Collection;

  constructor(
    db: mongo.Db,
    collection: string,
    private readonly expiry: Expiry,
  ) {
    super(db);
    this.name = collection;
    this.group = expiry.group;
    this.describes = `Rows of ${collection} that are past their retention.`;
    this.rows = db.collection(collection);
  }

  override async *count({ now, olderThanMs, batchSize }: CleanupOrder): AsyncGenerator<number> {
    const filter = expiredFilter(this.expiry, now, olderThanMs);
    if (this.expiry.keptBy === undefined) {
      yield await this.rows.countDocuments(filter, { maxTimeMS: QUERY_LIMIT_MS });
      return;
    }
    yield* takeInBatches(this.rows, this.wanted(filter, batchSize), async (batch) => ({
      taken: (await this.unreferenced(batch)).length,
      left: batch.length,
    }));
  }

  override async *run({ now, olderThanMs, batchSize }: CleanupOrder): AsyncGenerator<number> {
    const filter = expiredFilter(this.expiry, now, olderThanMs);
    yield* takeInBatches(this.rows, this.wanted(filter, batchSize), async (batch) => {
      const free = await this.unreferenced(batch);
      const { deletedCount } = await this.rows.deleteMany(stillMatching(filter, free));
      return { taken: deletedCount, left: batch.length - free.length };
    });
  }

  private wanted(filter: mongo.Filter<mongo.Document>, batchSize: number): Wanted {
    const { field, keptBy = [] } = this.expiry;
    return { filter, sortedBy: field, batchSize, fields: keptBy.map(({ key }) => key) };
  }

  private async unreferenced(batch: readonly Row[]): Promise<readonly Row[]> {
    let free = batch;
    for (const reference of this.expiry.keptBy ?? []) {
      const { key, by } = reference;
      const named = await this.db
        .collection(reference.in)
        .distinct(by, { ...reference.while, [by]: { $in: free.map((row) => row[key] as unknown) } });
      const kept = new Set<unknown>(named);
      free = free.filter((row) => !kept.has(row[key]));
    }
    return free;
  }
}
