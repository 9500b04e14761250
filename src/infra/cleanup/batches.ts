import type { mongo } from 'mongoose';
import { SECOND_MS } from '../../kernel/clock.js';

type Filter = mongo.Filter<mongo.Document>;
type Row = mongo.WithId<mongo.Document>;

/** Of one query; a batch is small, a count may walk an index. */
export const QUERY_LIMIT_MS = 30 * SECOND_MS;

export interface Taken {
  readonly taken: number;
  /** Rows of the batch that are still there and match. */
  readonly left: number;
}

/**
 * Hands the rows that match to `take`, a batch at a time, until there are no more. Rows of one process are
 * also another's: `take` repeats the condition in its write.
 *
 * @param sortedBy the field of an index that serves `filter`
 */
export async function* takeInBatches(
  rows: mongo.Collection,
  { filter, sortedBy, batchSize, fields = [] }: Wanted,
  take: (batch: readonly Row[]) => Promise<Taken>,
): AsyncGenerator<number> {
  const projection = Object.fromEntries(['_id', ...fields].map((field) => [field, 1]));
  let passed = 0;
  for (;;) {
    const batch = await rows
      .find(filter, { projection, maxTimeMS: QUERY_LIMIT_MS })
      .sort({ [sortedBy]: 1 })
      .skip(passed)
      .limit(batchSize)
      .toArray();
    if (batch.length === 0) return;
    const { taken, left } = await take(batch);
    passed += left;
    yield taken;
  }
}

export interface Wanted {
  readonly filter: Filter;
  readonly sortedBy: string;
  readonly batchSize: number;
  /** What `take` needs beside `_id`. */
  readonly fields?: readonly string[];
}

/** The rows of a batch, as long as they match. */
export const stillMatching = (filter: Filter, batch: readonly Row[]): Filter => ({
  $and: [filter, { _id: { $in: batch.map(({ _id }) => _id) } }],
});
