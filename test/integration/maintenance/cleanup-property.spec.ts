// Real: all steps of the cleanup, migrations and validators, a MongoDB. Fake: the time, which is years ahead, so
// that no TTL index comes before.
import { mongo } from 'mongoose';
import { collections } from '../../../src/maintenance/collections.js';
import { useCleanDatabase } from '../../support/cleanup/migrated.js';
import { missingIn, randomWorld } from '../../support/cleanup/random-rows.js';
import { cleanUpModel } from '../../support/cleanup/retention-model.js';

const DAY_MS = 86_400_000;
const SEED = Number(process.env.CLEANUP_SEED ?? Math.floor(Math.random() * 1e9));
const start = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 1_500 * DAY_MS);
const world = randomWorld(SEED, start);

const { db, clean } = useCleanDatabase();
beforeAll(async () => {
  for (const [name, rows] of world) if (rows.length > 0) await db().collection(name).insertMany(rows);
});

/** What differs from the model, by collection. */
async function differences(): Promise<string[]> {
  const found: string[] = [];
  for (const [name, rows] of world) {
    const text = (row: object): string => Buffer.from(mongo.BSON.serialize(row)).toString('latin1');
    const stored = (await db().collection(name).find().toArray()).map(text).sort();
    const wanted = rows.map(text).sort();
    if (stored.join('\n') !== wanted.join('\n'))
      found.push(`${name}: ${stored.length} rows, ${wanted.length} expected`);
  }
  return found;
}

it(`the rows are of all collections, and 10,000 (CLEANUP_SEED=${SEED})`, () => {
  expect(missingIn(world, collections)).toEqual([]);
  expect([...world.values()].flat().length).toBeGreaterThanOrEqual(10_000);
});

it.each([
  ['at first', 0, 500],
  ['40 days later', 40, 37],
  ['200 days later', 200, 500],
])('takes what must go and nothing else: %s', async (_, days, batchSize) => {
  const now = new Date(start.getTime() + days * DAY_MS);
  const expected = cleanUpModel(world, now);
  expect(expected).toBeGreaterThan(20);
  // Two processes at once: together they take what one would.
  const reports = await Promise.all([clean({ now, batchSize }), clean({ now, batchSize })]);
  expect(reports.flatMap(({ steps }) => steps).filter(({ failure }) => failure !== undefined)).toEqual([]);
  expect(await differences()).toEqual([]);
  expect(reports[0].rows + reports[1].rows).toBe(expected);
  expect((await clean({ now, mode: 'count' })).rows + (await clean({ now })).rows).toBe(0);
});
