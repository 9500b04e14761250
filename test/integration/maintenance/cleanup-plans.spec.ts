// Real: all steps of the cleanup, the indexes of the migrations, a MongoDB. Fake: the time, which is years ahead,
// so that no TTL index comes before.
import { mongo } from 'mongoose';
import { runCleanup } from '../../../src/maintenance/cleanup/run-cleanup.js';
import { cleanupSteps } from '../../../src/maintenance/cleanup/steps.js';
import { collections } from '../../../src/maintenance/collections.js';
import { useCleanDatabase } from '../../support/cleanup/migrated.js';
import { randomWorld } from '../../support/cleanup/random-rows.js';
import { commandsOf, planOf } from '../infra/explain/plans.js';

const now = new Date(Date.now() + 1_500 * 86_400_000);

const { uri, db } = useCleanDatabase();
let watched: mongo.MongoClient;
beforeAll(async () => {
  for (const [name, rows] of randomWorld(1, now))
    if (rows.length > 0) await db().collection(name).insertMany(rows);
  watched = await mongo.MongoClient.connect(uri, { monitorCommands: true });
});
afterAll(() => watched.close());

/** Commands that differ in more than their values. */
function shapesOf(sent: readonly mongo.Document[]): mongo.Document[] {
  const shape = (command: mongo.Document): string =>
    JSON.stringify(command, (key, value: unknown) => {
      if (key === 'lsid' || key === '$clusterTime') return undefined;
      if (key === '$in') return ['…'];
      return typeof value === 'number' || key === '$lte' || key === '$lt' ? 0 : value;
    });
  return [...new Map(sent.map((command) => [shape(command), command])).values()];
}

it.each(['count', 'run'] as const)('every query of a %s is served by an index', async (mode) => {
  const way = { mode, now, batchSize: 200, breathe: () => Promise.resolve() };
  const sent = await commandsOf(watched, () => runCleanup(cleanupSteps(watched.db(), collections), way));
  const shapes = shapesOf(sent);
  expect(shapes.length).toBeGreaterThan(20);
  const plans = await Promise.all(shapes.map((command) => planOf(db(), command)));
  const bad = plans.filter(({ stages }) => stages.has('COLLSCAN') || stages.has('SORT'));
  expect(bad.map(({ command, stages }) => `${[...stages].join()}: ${command}`)).toEqual([]);
});
