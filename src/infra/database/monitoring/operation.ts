import type { mongo } from 'mongoose';

/** What mongoose tells of a call on a collection, as it begins and ends. */
export interface Operation {
  /** The same object at its beginning and its end. */
  readonly _id: object;
  readonly collectionName: string;
  readonly method: string;
  readonly params: readonly unknown[];
}

type Document = mongo.Document;
type Translation = (collection: string, params: readonly never[]) => Document;

const update: Translation = (name, [q, u]: readonly Document[]) => ({ update: name, updates: [{ q, u }] });
const remove: Translation = (name, [q]: readonly Document[]) => ({
  delete: name,
  deletes: [{ q, limit: 0 }],
});
const modify: Translation = (name, [query, change, options]: readonly Document[]) => ({
  findAndModify: name,
  query,
  update: change,
  ...sortOf(options),
});
const find: Translation = (name, [filter, options]: readonly Document[]) => ({
  find: name,
  filter: filter ?? {},
  ...sortOf(options),
  ...(options?.limit !== undefined && { limit: options.limit as number }),
});
const insert: Translation = (name) => ({ insert: name, documents: [] });

/** The methods that ask MongoDB something, and the commands that they send. */
const COMMANDS: ReadonlyMap<string, Translation> = new Map<string, Translation>([
  ['find', find],
  [
    'findOne',
    (name, [filter, options]: readonly Document[]) => ({
      ...find(name, [filter, options] as never),
      limit: 1,
    }),
  ],
  ['countDocuments', (name, [query]: readonly Document[]) => ({ count: name, query: query ?? {} })],
  ['distinct', (name, [key, query]: readonly unknown[]) => ({ distinct: name, key, query: query ?? {} })],
  ['aggregate', (name, [pipeline]: readonly unknown[]) => ({ aggregate: name, pipeline })],
  ['updateOne', update],
  ['updateMany', update],
  ['replaceOne', update],
  ['deleteOne', remove],
  ['deleteMany', remove],
  ['findOneAndUpdate', modify],
  ['findOneAndReplace', modify],
  [
    'findOneAndDelete',
    (name, [query]: readonly Document[]) => ({ findAndModify: name, query, remove: true }),
  ],
  ['bulkWrite', bulk],
  ['insertOne', insert],
  ['insertMany', insert],
]);

export const isMeasured = (method: string): boolean => COMMANDS.has(method);

/** The command that a call sends, in so far as it decides how rows are found. */
export function commandOf({ method, collectionName, params }: Operation): Document {
  return COMMANDS.get(method)?.(collectionName, params as readonly never[]) ?? {};
}

/** Of a bulk the first update or delete stands for all. */
function bulk(name: string, [writes]: readonly (readonly Readonly<Record<string, Document>>[])[]): Document {
  for (const write of writes ?? []) {
    for (const change of [write.updateOne, write.updateMany, write.replaceOne])
      if (change) return update(name, [change.filter, change.update ?? change.replacement] as never);
    const deletion = write.deleteOne ?? write.deleteMany;
    if (deletion) return remove(name, [deletion.filter] as never);
  }
  return insert(name, []);
}

/** Mongoose keeps the order of a sort in a `Map`. */
function sortOf(options: Document | undefined): { sort?: unknown } {
  const sort: unknown = options?.sort;
  if (sort === undefined) return {};
  return { sort: sort instanceof Map ? (Object.fromEntries(sort) as Document) : sort };
}
