// Real: every class that holds a model, the migrations with their indexes, a MongoDB with a few thousand rows.
import { globSync, readFileSync } from 'node:fs';
import { getConnectionToken } from '@nestjs/mongoose';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Connection, mongo } from 'mongoose';
import { AppModule } from '../../../../src/app.module.js';
import { envSchema } from '../../../../src/config/env.schema.js';
import { parseEnv } from '../../../../src/config/load-env.js';
import { loadMigrations } from '../../../../src/infra/database/migrations/migration-files.js';
import { MigrationRunner } from '../../../../src/infra/database/migrations/migration-runner.js';
import { Validators } from '../../../../src/infra/database/schema/index.js';
import { collections } from '../../../../src/maintenance/collections.js';
import { useTestDatabase } from '../../../support/mongo/test-database.js';
import { allowlistExercises } from './allowlists.exercises.js';
import { infraExercises } from './infra.exercises.js';
import { moduleExercises } from './modules.exercises.js';
import { commandsOf, faultsOf, planOf } from './plans.js';
import { taskCreationExercises } from './task-creation.exercises.js';
import { taskLifeExercises } from './task-life.exercises.js';
import { questionExercises } from './questions.exercises.js';
import { taskRequirementExercises } from './task-requirements.exercises.js';
import { reviewExercises } from './reviews.exercises.js';
import { taskExercises } from './tasks.exercises.js';
import { fill, type World } from './world.js';

const exercises = [
  ...infraExercises,
  ...moduleExercises,
  ...taskExercises,
  ...taskRequirementExercises,
  ...taskCreationExercises,
  ...questionExercises,
  ...taskLifeExercises,
  ...reviewExercises,
  ...allowlistExercises,
];

const database = useTestDatabase();
let app: TestingModule;
let world: World;
beforeAll(async () => {
  const db = database.db();
  await new MigrationRunner(db, await loadMigrations(), new Validators(db, collections)).migrate();
  const env = parseEnv(envSchema, {
    NODE_ENV: 'test',
    DISCORD_BOT_TOKEN: 'nobody-logs-in-with-it',
    LOG_LEVEL: 'silent',
  });
  // Made, never started: only its repositories are used.
  app = await Test.createTestingModule({ imports: [AppModule.register(env)] }).compile();
  await connection().openUri(database.uri, { monitorCommands: true });
  world = await fill(db);
});
afterAll(async () => {
  await connection().close();
});
const connection = (): Connection => app.get<Connection>(getConnectionToken(), { strict: false });

it('knows every class that holds a model', () => {
  const classes = globSync('src/**/*.ts')
    .map((file) => readFileSync(file, 'utf8'))
    .filter((source) => source.includes('@InjectModel('))
    .map((source) => /export class (\w+)/.exec(source)?.[1]);
  expect(exercises.map(({ of }) => of.name).sort()).toEqual(classes.sort());
});

describe.each(exercises.map((exercise) => ({ ...exercise, name: exercise.of.name })))('$name', (tested) => {
  let repository: object;
  let called: [string, jest.SpyInstance][];
  beforeAll(() => {
    repository = app.get<object>(tested.token, { strict: false });
    called = methodsOf(tested.of).map((method) => [method, jest.spyOn(repository as never, method)]);
  });
  afterAll(() => {
    jest.restoreAllMocks();
  });

  it.each(Object.keys(tested.calls))('%s is served by an index', async (method) => {
    const sent = await commandsOf(connection().getClient(), () => tested.calls[method]!(repository, world));
    const plans = await Promise.all(sent.map((command) => planOf(database.db(), command)));
    expect(plans.flatMap((plan, index) => faultsOf(plan, sent[index]!))).toEqual([]);
  });

  it('has no method that was not called', () => {
    const left = called.filter(([, spy]) => spy.mock.calls.length === 0);
    expect(left.map(([method]) => method)).toEqual([]);
  });
});

describe('what is looked for is found', () => {
  const faultsIn = async (sent: mongo.Document): Promise<string> =>
    faultsOf(await planOf(database.db(), sent), sent).join();
  const find = 'discord_interaction_logs';

  it.each([
    ['scans the collection', { find, filter: { 'timing.processingTime': 5 } }],
    ['sorts in memory', { find, filter: { guildId: { $gt: '' } }, sort: { channelId: 1 }, limit: 5 }],
    ['examines', { find, filter: { 'outcome.status': 'failed' }, sort: { 'timing.timestamp': 1 }, limit: 5 }],
    ['finds nothing', { find, filter: { guildId: 'none' }, sort: { 'timing.timestamp': 1 }, limit: 5 }],
    [
      'counts documents',
      {
        aggregate: find,
        pipeline: [
          { $match: { guildId: { $gt: '' }, 'timing.processingTime': 5 } },
          { $group: { _id: 1, n: { $sum: 1 } } },
        ],
        cursor: {},
      },
    ],
  ])('%s', async (fault, sent) => {
    expect(await faultsIn(sent)).toContain(fault);
  });
});

function methodsOf({ prototype }: { prototype: object }): never[] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
    .map(([name]) => name as never);
}
