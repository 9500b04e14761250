import type { mongo } from 'mongoose';

export interface FollowedCollection {
  readonly collection: string;
  /** Top-level fields that change often and are of no interest: updates of nothing else are not told. */
  readonly ignores: readonly string[];
  /** The fields of an event that are read beside `documentKey`; MongoDB sends no others. */
  readonly reads: readonly string[];
}

/** A stream of what may make a kept value wrong: not inserts, because that nothing was found is not kept. */
export function stagesOf(followed: readonly FollowedCollection[]): mongo.Document[] {
  const relevant = followed.map(({ collection, ignores }) => ({
    'ns.coll': collection,
    operationType: { $ne: 'insert' },
    $expr: { $not: [{ $and: [isUpdate, { $setIsSubset: [touchedFields, ignores] }] }] },
  }));
  const ends = { operationType: { $in: ['dropDatabase', 'invalidate'] } };
  const fields = ['ns', 'operationType', 'documentKey', ...new Set(followed.flatMap(({ reads }) => reads))];
  return [
    { $match: { $or: [...relevant, ends] } },
    { $project: Object.fromEntries(fields.map((field) => [field, 1])) },
  ];
}

const isUpdate = { $eq: ['$operationType', 'update'] };
const orNone = (list: mongo.Document | string): mongo.Document => ({ $ifNull: [list, []] });
const each = (list: mongo.Document | string, what: unknown): mongo.Document => ({
  $map: { input: orNone(list), in: what },
});
/** `card` of `card.due`. */
const topLevel = { $arrayElemAt: [{ $split: ['$$this', '.'] }, 0] };
const touchedPaths = {
  $concatArrays: [
    each({ $objectToArray: '$updateDescription.updatedFields' }, '$$this.k'),
    orNone('$updateDescription.removedFields'),
    each('$updateDescription.truncatedArrays', '$$this.field'),
  ],
};
const touchedFields = each(touchedPaths, topLevel);
