// Real: a MongoDB of this file (a fail point would hold up the builds of others), its index builds, and writers
// that go on meanwhile. A crash is an error before a step.
import { mongo } from 'mongoose';
import type { Collection, Index } from '../../../src/infra/database/schema/index.js';
import {
  DuplicateRowsError,
  IndexRebuilder,
  indexStates,
  type IndexState,
  rebuildPlan,
  type RebuildOrder,
} from '../../../src/maintenance/indexes/index.js';
import { type MongodProcess, startMongodProcess } from '../../support/mongo/mongod-process.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

let mongod: MongodProcess;
let client: mongo.MongoClient;
beforeAll(async () => {
  mongod = await startMongodProcess();
  client = await mongo.MongoClient.connect(mongod.uri);
});
afterAll(async () => {
  await client.close();
  await mongod.stop();
});

const never = new AbortController().signal;
const rows = (): mongo.Collection => client.db().collection('rows');

const unique: Index = { name: 'pair_unique', key: { a: 1, b: 1 }, unique: true, serves: 'The rule.' };
const partial: Index = { ...unique, partialFilterExpression: { b: { $gt: 0 } } };
const ttl: Index = { name: 'end_ttl', key: { end: 1 }, expireAfterSeconds: 3_600, serves: 'The end.' };
const search: Index = {
  name: 'search',
  key: { a: 1, words: 'text' },
  weights: { words: 1 },
  serves: 'The search.',
};

const declaring = (...indexes: Index[]): Collection => ({ name: 'rows', indexes }) as unknown as Collection;
const states = (...indexes: Index[]): Promise<IndexState[]> =>
  indexStates(client.db(), declaring(...indexes));
const stateOf = async (...indexes: Index[]): Promise<Record<string, string>> =>
  Object.fromEntries((await states(...indexes)).map(({ name, state }) => [name, state]));

interface Rebuild extends RebuildOrder {
  readonly onStep?: (step: string) => void;
}

async function rebuild(indexes: readonly Index[], { onStep, ...order }: Rebuild = {}): Promise<string[]> {
  const steps: string[] = [];
  const rebuilder = new IndexRebuilder(client.db(), [declaring(...indexes)], (step) => {
    onStep?.(step);
    steps.push(step);
  });
  for (const planned of rebuildPlan(await states(...indexes), order)) await rebuilder.run(planned, never);
  return steps;
}

class Crash extends Error {}

beforeEach(async () => {
  await rows().drop();
  await client.db().createCollection('rows');
});

describe('the state of indexes', () => {
  it('is missing, in sync, different by an option, under another name, or unknown', async () => {
    expect(await stateOf(unique, ttl, search)).toEqual({
      pair_unique: 'missing',
      end_ttl: 'missing',
      search: 'missing',
    });
    await rebuild([unique, ttl, search]);
    expect(await stateOf(unique, ttl, search)).toEqual({
      pair_unique: 'in sync',
      end_ttl: 'in sync',
      search: 'in sync',
    });
    const [changed, renamed, unknown] = await states(partial, { ...ttl, name: 'end' });
    expect(changed).toMatchObject({ state: 'different', differs: ['partialFilterExpression'] });
    expect(renamed).toMatchObject({ state: 'different', differs: ['name'] });
    expect(unknown).toMatchObject({ name: 'search', state: 'unknown' });
  });

  it('is missing where the collection is not there', async () => {
    await rows().drop();
    expect(await stateOf(unique)).toEqual({ pair_unique: 'missing' });
  });

  it('is building while MongoDB builds it, and the rebuild waits for it', async () => {
    await rows().insertMany(Array.from({ length: 10 }, (_, a) => ({ a, b: 1 })));
    const admin = client.db('admin');
    const failPoint = 'hangAfterStartingIndexBuild';
    await admin.command({ configureFailPoint: failPoint, mode: 'alwaysOn' });
    const building = rows().createIndexes([{ key: { a: 1, b: 1 }, name: 'pair_unique', unique: true }]);
    await waitUntil(async () => (await stateOf(unique)).pair_unique === 'building');
    let isThawed = false;
    const steps = await rebuild([unique], {
      onStep: (step) => {
        if (isThawed || !step.startsWith('waiting')) return;
        isThawed = true;
        void admin.command({ configureFailPoint: failPoint, mode: 'off' });
      },
    });
    await building;
    expect(steps).toEqual(['waiting for rows.pair_unique']);
    expect(await stateOf(unique)).toEqual({ pair_unique: 'in sync' });
  });
});

describe('a rebuild', () => {
  it('changes in place when rows expire, and what is hidden', async () => {
    await rebuild([{ ...ttl, expireAfterSeconds: 60 }]);
    await client.db().command({ collMod: 'rows', index: { name: 'end_ttl', hidden: true } });
    expect(await rebuild([ttl])).toEqual(['changing rows.end_ttl in place']);
    expect(await stateOf(ttl)).toEqual({ end_ttl: 'in sync' });
  });

  it('does nothing where all is in sync, and the same anew when told', async () => {
    await rebuild([unique, search]);
    expect(await rebuild([unique, search])).toEqual([]);
    expect(await rebuild([unique, search], { isAll: true })).toEqual([
      'building rows.rebuild_guard_pair_unique',
      'dropping rows.pair_unique',
      'building rows.pair_unique',
      'dropping rows.rebuild_guard_pair_unique',
      'dropping rows.search',
      'building rows.search',
    ]);
  });

  it('drops what is declared nowhere only when told', async () => {
    await rebuild([unique, ttl]);
    expect(await rebuild([unique])).toEqual([]);
    expect(await rebuild([unique], { dropsUnknown: true })).toEqual(['dropping rows.end_ttl']);
  });

  it('takes the place of one with the same key under another name', async () => {
    await rebuild([{ ...unique, name: 'old' }]);
    await rebuild([unique]);
    expect(await stateOf(unique)).toEqual({ pair_unique: 'in sync' });
  });

  it.each([
    ['a missing one', undefined],
    ['another one', { name: 'pair_unique', key: { a: 1, b: 1 }, serves: '' }],
  ])('names the rows in the way of a unique index and leaves %s as it was', async (_, before) => {
    if (before !== undefined) await rebuild([before as Index]);
    const { insertedIds } = await rows().insertMany([
      { a: 1 },
      { a: 1, b: null },
      { a: 2, b: 3 },
      { a: [2, 4], b: 3 },
    ]);
    const was = await rows().indexes();
    const error = await rebuild([unique]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DuplicateRowsError);
    const groups = (error as DuplicateRowsError).duplicates.map(({ ids }) => [...ids].sort());
    const ids = Object.values(insertedIds).map(String);
    expect(groups.sort()).toEqual([ids.slice(0, 2), ids.slice(2)]);
    expect(await rows().indexes()).toEqual(was);
  });

  const changes: [string, Index, Index][] = [
    ['the same', unique, unique],
    ['another order of fields', { ...unique, key: { b: 1, a: 1 } }, unique],
    ['uniqueness only now', { ...unique, unique: false }, unique],
  ];
  it.each(changes)(
    'killed before any of its steps is finished by the next one: %s',
    async (what, before, after) => {
      await rows().insertMany(Array.from({ length: 20 }, (_, a) => ({ a, b: 1 })));
      const order = { isAll: true };
      await rebuild([before]);
      const steps = await rebuild([after], order);
      expect(steps.length).toBeGreaterThan(3);
      for (let crashAt = 0; crashAt < steps.length; crashAt += 1) {
        await rows().dropIndexes();
        await rebuild([before]);
        let step = 0;
        const onStep = (): void => {
          if (step++ === crashAt) throw new Crash();
        };
        await expect(rebuild([after], { ...order, onStep })).rejects.toThrow(Crash);
        if (what !== 'uniqueness only now' || crashAt > 2)
          await expect(rows().insertOne({ a: 3, b: 1 })).rejects.toMatchObject({ code: 11000 });
        await rebuild([after]);
        expect(await stateOf(after)).toEqual({ pair_unique: 'in sync' });
      }
    },
  );

  it('under more than 100 inserts a second, many of them duplicates: none of these gets in, no insert fails', async () => {
    await rows().insertMany(Array.from({ length: 2_000 }, (_, a) => ({ a, b: 1 })));
    await rebuild([unique]);
    const tally = { inserted: 2_000, refused: 0, failed: [] as unknown[] };
    let isOver = false;
    const insert = async (a: number): Promise<void> => {
      await rows()
        .insertOne({ a, b: 1 })
        .then(() => (tally.inserted += 1))
        .catch((error: unknown) => {
          if ((error as mongo.MongoServerError).code === 11000) tally.refused += 1;
          else tally.failed.push(error);
        });
    };
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let a = 10_000 + writer * 100_000; !isOver; a += 1)
        await Promise.all([insert(a), insert(a), insert(a % 2_000)]);
    });
    const startedAt = performance.now();
    try {
      for (let round = 0; round < 4 || performance.now() - startedAt < 1_500; round += 1)
        await rebuild([round % 2 === 0 ? unique : partial], { isAll: true });
    } finally {
      isOver = true;
      await Promise.all(writers);
    }
    const tried = tally.inserted - 2_000 + tally.refused;
    const perSecond = (tried / (performance.now() - startedAt)) * 1_000;
    expect(tally.failed).toEqual([]);
    expect(tally.refused).toBeGreaterThan(0);
    expect(perSecond).toBeGreaterThan(100);
    expect(await rows().countDocuments()).toBe(tally.inserted);
    const twice = await rows()
      .aggregate([{ $group: { _id: { a: '$a', b: '$b' }, n: { $sum: 1 } } }, { $match: { n: { $gt: 1 } } }])
      .toArray();
    expect(twice).toEqual([]);
  });
});
