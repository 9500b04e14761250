import type { mongo } from 'mongoose';
import { SECOND_MS } from '../../kernel/clock.js';
import type { IndexForm } from './index-forms.js';

const EXAMPLES = 10;
const IDS_OF_EACH = 3;
const MAX_TIME_MS = 30 * SECOND_MS;

/** Rows that a unique index would not take together. */
export interface Duplicate {
  readonly rows: number;
  /** The first of their ids; never what is the same in them, which may be a person's. */
  readonly ids: readonly string[];
}

/** At most ten; none if the index can be made. May take 30 s of the server's time. */
export async function duplicatesFor(rows: mongo.Collection, index: IndexForm): Promise<Duplicate[]> {
  const fields = Object.keys(index.key).map((field, at) => [`k${String(at)}`, field] as const);
  const keys = Object.fromEntries(fields.map(([key]) => [key, `$${key}`]));
  const found = await rows
    .aggregate<{ rows: number; ids: unknown[] }>(
      [
        { $match: (index.partialFilterExpression ?? {}) as mongo.Document },
        // For an index what is absent is `null`, and a list is each of its values.
        {
          $project: Object.fromEntries(fields.map(([key, field]) => [key, { $ifNull: [`$${field}`, null] }])),
        },
        ...fields.map(([key]) => ({ $unwind: { path: `$${key}`, preserveNullAndEmptyArrays: true } })),
        { $group: { _id: { keys, row: '$_id' } } },
        {
          $group: {
            _id: '$_id.keys',
            rows: { $sum: 1 },
            ids: { $firstN: { input: '$_id.row', n: IDS_OF_EACH } },
          },
        },
        { $match: { rows: { $gt: 1 } } },
        { $limit: EXAMPLES },
      ],
      { allowDiskUse: true, maxTimeMS: MAX_TIME_MS },
    )
    .toArray();
  return found.map(({ rows: count, ids }) => ({ rows: count, ids: ids.map(String) }));
}
