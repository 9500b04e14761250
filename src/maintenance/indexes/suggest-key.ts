import type { mongo } from 'mongoose';

/** What of a command decides which index serves it. */
export interface Query {
  readonly filter: mongo.Document;
  readonly sort: mongo.Document;
  readonly limit?: number;
}

export type IndexKey = Readonly<Record<string, 1 | -1>>;

/** Of a command as MongoDB's profiler keeps it; `undefined` where no filter of ours is in it. */
export function queryOf(command: mongo.Document): Query | undefined {
  const { pipeline, sort, limit } = command;
  if (Array.isArray(pipeline)) return queryOfPipeline(pipeline as mongo.Document[]);
  const filter: unknown = command.filter ?? command.query ?? command.q;
  if (!isDocument(filter)) return undefined;
  return {
    filter,
    sort: isDocument(sort) ? sort : {},
    ...(typeof limit === 'number' && limit > 0 && { limit }),
  };
}

/** Its first stages, as far as an index can serve them. */
function queryOfPipeline([first, second]: readonly mongo.Document[]): Query | undefined {
  if (!isDocument(first?.$match)) return undefined;
  return { filter: first.$match, sort: isDocument(second?.$sort) ? second.$sort : {} };
}

/**
 * A key by the order that serves best: fields of which one value is asked for, then those of the sort, then
 * those of which a range is. What stands within `$or` and the like is left out.
 */
export function suggestedKey({ filter, sort }: Query): IndexKey {
  const fields = conditions(filter);
  const equal = fields.filter(({ isRange }) => !isRange).map(({ field }) => [field, 1] as const);
  const sorted = Object.entries(sort).filter(
    (entry): entry is [string, 1 | -1] => Math.abs(Number(entry[1])) === 1,
  );
  const ranges = fields.filter(({ isRange }) => isRange).map(({ field }) => [field, 1] as const);
  const key = new Map<string, 1 | -1>();
  for (const [field, way] of [...equal, ...sorted, ...ranges]) if (!key.has(field)) key.set(field, way);
  return Object.fromEntries(key);
}

interface Condition {
  readonly field: string;
  readonly isRange: boolean;
}

const EQUAL: ReadonlySet<string> = new Set(['$eq', '$in']);

function conditions(filter: mongo.Document): Condition[] {
  return Object.entries(filter as Record<string, unknown>).flatMap(([field, value]): Condition[] => {
    if (field === '$and' && Array.isArray(value)) return (value as mongo.Document[]).flatMap(conditions);
    if (field.startsWith('$')) return [];
    const operators = isDocument(value) ? Object.keys(value).filter((name) => name.startsWith('$')) : [];
    return [{ field, isRange: operators.some((name) => !EQUAL.has(name)) }];
  });
}

const isDocument = (value: unknown): value is mongo.Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
