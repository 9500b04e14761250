import { mongo } from 'mongoose';
import { type Index, optionsOf } from '../../infra/database/schema/index.js';

/** An index as MongoDB tells of it: its options beside `name` and `key`. */
export type IndexForm = mongo.Document & { readonly name: string; readonly key: mongo.Document };

/** What MongoDB is asked for when a declared index is made. */
export const declaredForm = (index: Index): IndexForm => ({
  ...optionsOf(index),
  name: index.name,
  key: { ...index.key },
});

/** Options that MongoDB changes in place; all others need another index. */
export const CHANGED_IN_PLACE: ReadonlySet<string> = new Set(['expireAfterSeconds', 'hidden']);

/** The options in which two indexes differ, `key` among them, the name not. */
export function differences(a: IndexForm, b: IndexForm): string[] {
  const [one, other] = [facetsOf(a), facetsOf(b)];
  return Object.keys(one).filter((facet) => one[facet] !== other[facet]);
}

/** MongoDB takes no second index of the same signature, whatever its name. */
export const hasSignatureOf = (a: IndexForm, b: IndexForm): boolean =>
  differences(a, b).every((facet) => !SIGNATURE.has(facet));

/** Whether `guard` refuses every row that `index` refuses: the same fields in any order and direction. */
export function holdsUniquenessOf(guard: IndexForm, index: IndexForm): boolean {
  const fields = ({ key }: IndexForm): string => Object.keys(key).sort().join();
  return fields(guard) === fields(index) && differences(guard, index).every((facet) => !RULE.has(facet));
}

const SIGNATURE: ReadonlySet<string> = new Set([
  'key',
  'unique',
  'sparse',
  'partialFilterExpression',
  'collation',
]);
const RULE: ReadonlySet<string> = new Set(['unique', 'sparse', 'partialFilterExpression', 'collation']);

/** What decides how an index works, each in one spelling; MongoDB's own additions are left out. */
function facetsOf(index: IndexForm): Readonly<Record<string, string>> {
  const { key, unique, sparse, partialFilterExpression, expireAfterSeconds, collation, hidden, weights } =
    index as mongo.IndexDescriptionInfo & mongo.Document;
  const isText = weights !== undefined;
  // MongoDB keeps the fields of a text index in `weights` and marks their place by `_fts`, `_ftsx`.
  const fields = Object.entries(key).filter(([field, kind]) => kind !== 'text' && !field.startsWith('_ft'));
  const languages = isText ? [index.default_language, index.language_override] : null;
  return {
    key: textOf(fields),
    unique: textOf(unique ?? false),
    sparse: textOf(sparse ?? false),
    partialFilterExpression: textOf(partialFilterExpression ?? null),
    expireAfterSeconds: textOf(expireAfterSeconds ?? null),
    collation: textOf(collation ?? null),
    hidden: textOf(hidden ?? false),
    weights: textOf(isText ? Object.entries(weights).sort(([a], [b]) => (a < b ? -1 : 1)) : null),
    languages: textOf(languages),
  };
}

const textOf = (value: unknown): string => mongo.BSON.EJSON.stringify({ value });
