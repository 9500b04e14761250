import { mongo } from 'mongoose';
import { type Plan, planOf } from '../../infra/database/monitoring/explain.js';
import { shapeOf } from '../../infra/database/monitoring/query-shape.js';
import { FOR_SCANS } from '../../infra/database/scans.js';
import type { Collection } from '../../infra/database/schema/index.js';
import { type Clock, HOUR_MS, SECOND_MS } from '../../kernel/clock.js';
import { actualIndexes } from './index-states.js';
import { type IndexKey, type Query, queryOf, suggestedKey } from './suggest-key.js';

const SCRATCH = /^tmp_suggest_([0-9a-f]{24})$/;
const SAMPLE_ROWS = 10_000;
const MOST_SHAPES = 20;
const READ_ENTRIES = 10_000;
const EXPLAIN_MAX_TIME_MS = 5 * SECOND_MS;

/** Commands of one shape that MongoDB's profiler kept. */
export interface Suggestion {
  readonly collection: string;
  /** Fields and operators, no values. */
  readonly shape: string;
  readonly count: number;
  readonly maxMs: number;
  /** Absent where the shape gives none, or an index begins with it already. */
  readonly key?: IndexKey;
  /** Of the slowest of them, on a sample of 10,000 rows with the indexes as they are, and with this one more. */
  readonly before: Plan | undefined;
  readonly after?: Plan | undefined;
}

interface Slow {
  readonly collection: string;
  readonly shape: string;
  readonly query: Query;
  count: number;
  maxMs: number;
}

interface ProfileRow {
  readonly ns: string;
  readonly command: mongo.Document;
  readonly millis: number;
}

export interface SuggestOrder {
  /** Only what was slow since then. */
  readonly since: Date;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** Whether MongoDB keeps slow commands: its profiler is on, or was. */
export async function hasProfile(db: mongo.Db): Promise<boolean> {
  return (await db.listCollections({ name: 'system.profile' }, { nameOnly: true }).toArray()).length > 0;
}

/**
 * For the twenty shapes that took most, the slowest first. Plans are made on copies of a sample, which are
 * dropped again; what a killed run left goes after an hour. `signal` ends it between two of them.
 */
export async function* suggestionsFor(
  db: mongo.Db,
  collections: readonly Collection[],
  { since, signal, clock }: SuggestOrder,
): AsyncGenerator<Suggestion> {
  await dropLeftovers(db, clock);
  for (const slow of await slowShapes(db, new Set(collections.map(({ name }) => name)), since)) {
    signal.throwIfAborted();
    yield await suggest(db, slow);
  }
}

async function slowShapes(db: mongo.Db, known: ReadonlySet<string>, since: Date): Promise<Slow[]> {
  const shapes = new Map<string, Slow>();
  const entries = db
    .collection<ProfileRow>('system.profile')
    .find({ ts: { $gte: since }, op: { $in: ['query', 'command', 'update', 'remove'] } } as object, {
      ...FOR_SCANS,
      sort: { millis: -1 },
      limit: READ_ENTRIES,
    });
  for await (const { ns, command, millis } of entries) {
    const collection = ns.slice(ns.indexOf('.') + 1);
    const query = queryOf(command);
    if (!known.has(collection) || query === undefined) continue;
    const shape = shapeOf(query);
    const slow = shapes.get(`${collection} ${shape}`) ?? {
      collection,
      shape,
      query,
      count: 0,
      maxMs: millis,
    };
    slow.count += 1;
    shapes.set(`${collection} ${shape}`, slow);
  }
  return [...shapes.values()].slice(0, MOST_SHAPES);
}

async function suggest(db: mongo.Db, { query, ...slow }: Slow): Promise<Suggestion> {
  const indexes = (await actualIndexes(db, slow.collection)).map(({ form }) => form);
  const scratch = `tmp_suggest_${new mongo.ObjectId().toHexString()}`;
  const plan = (): Promise<Plan | undefined> => planOf(db, { find: scratch, ...query }, EXPLAIN_MAX_TIME_MS);
  try {
    const sampling = [{ $sample: { size: SAMPLE_ROWS } }, { $out: scratch }];
    await db.collection(slow.collection).aggregate(sampling, { maxTimeMS: FOR_SCANS.maxTimeMS }).toArray();
    // A copy refuses and forgets no row; of a text index the parts have other names there.
    const copies = indexes.filter(({ weights }) => weights === undefined);
    for (const { name, key, partialFilterExpression: filter } of copies)
      await db
        .collection(scratch)
        .createIndexes([
          { name, key, ...(filter !== undefined && { partialFilterExpression: filter as object }) },
        ]);
    const before = await plan();
    const key = suggestedKey(query);
    const fields = Object.keys(key).join();
    const isThere = indexes.some((index) => `${Object.keys(index.key).join()},`.startsWith(`${fields},`));
    if (fields === '' || isThere) return { ...slow, before };
    await db.collection(scratch).createIndexes([{ name: 'suggested', key }]);
    return { ...slow, key, before, after: await plan() };
  } finally {
    await db.dropCollection(scratch);
  }
}

async function dropLeftovers(db: mongo.Db, clock: Clock): Promise<void> {
  const names = (await db.listCollections({ name: SCRATCH }, { nameOnly: true }).toArray()).map(
    ({ name }) => name,
  );
  for (const name of names) {
    const [, id = ''] = SCRATCH.exec(name) ?? [];
    const madeAt = new mongo.ObjectId(id).getTimestamp();
    if (clock.now().getTime() - madeAt.getTime() > HOUR_MS) await db.dropCollection(name);
  }
}
