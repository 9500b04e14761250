/** Real: the run's replica set, a standalone mongod and one that waits for its initiation. Fake: nothing. */
import mongoose, { mongo } from 'mongoose';
import { AppConfig } from '../../../../../src/config/app.config.js';
import { DatabaseConfig } from '../../../../../src/config/database.config.js';
import { envSchema } from '../../../../../src/config/env.schema.js';
import { parseEnv } from '../../../../../src/config/load-env.js';
import {
  Database,
  DatabaseUnreachableError,
  MaintenanceDatabase,
} from '../../../../../src/infra/database/index.js';
import { DatabaseMonitor } from '../../../../../src/infra/database/monitoring/index.js';
import { assertReplicaSet, NotAReplicaSetError } from '../../../../../src/infra/database/server/index.js';
import { freePort } from '../../../../../src/infra/database/server/own-mongod.js';
import { Metrics } from '../../../../../src/infra/observability/index.js';
import { SystemClock } from '../../../../../src/kernel/clock.js';
import { EXIT, FatalError } from '../../../../../src/kernel/errors.js';
import { silenceLogs } from '../../../../support/fakes/index.js';
import { startBareMongod } from '../../../../support/mongo/mongod-process.js';
import { useTestDatabase } from '../../../../support/mongo/test-database.js';

const NO_COLLECTIONS = { all: [] };

silenceLogs();
const database = useTestDatabase();

it('accepts a replica set', async () => {
  await expect(assertReplicaSet(database.client())).resolves.toBeUndefined();
});

it.each([
  ['a standalone server', [], /standalone.*--replSet.*rs\.initiate\(\)/],
  ['a server that waits for its initiation', ['--replSet', 'rs0'], /never initiated.*rs\.initiate\(\)/],
])('refuses %s and says what to do', async (_name, args, advice) => {
  const server = await startBareMongod(args);
  const client = new mongo.MongoClient(server.uri);
  try {
    const refusal: unknown = await assertReplicaSet(client).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(NotAReplicaSetError);
    expect((refusal as Error).message).toMatch(advice);
  } finally {
    await client.close();
    await server.stop();
  }
});

describe('an address that asks for a replica set', () => {
  const envFor = (uri: string) =>
    parseEnv(envSchema, { DISCORD_BOT_TOKEN: 'none-needed', MONGODB_URI: uri, DB_TIMEOUT_MS: '1000' });
  const configOf = (uri: string) => new DatabaseConfig(envFor(uri));

  describe('and leads to a standalone server', () => {
    let server: Awaited<ReturnType<typeof startBareMongod>>;
    let uri: string;
    beforeAll(async () => {
      server = await startBareMongod([]);
      uri = server.uri.replace('directConnection=true', 'replicaSet=rs0');
    });
    afterAll(async () => {
      await server.stop();
    });

    it('ends the start with the advice, as the driver would wait for ever', async () => {
      const connection = mongoose.createConnection();
      const metrics = new Metrics();
      const monitor = new DatabaseMonitor(configOf(uri), NO_COLLECTIONS, metrics, new SystemClock());
      const app = new AppConfig(envFor(uri));
      const service = new Database(connection, configOf(uri), app, metrics, NO_COLLECTIONS, monitor);
      const refusal: unknown = await service.start().catch((error: unknown) => error);
      await service.stop();
      expect(refusal).toBeInstanceOf(FatalError);
      expect(refusal).toMatchObject({ exitCode: EXIT.configuration });
      expect((refusal as Error).message).toMatch(/standalone.*rs\.initiate\(\)/);
    });

    it('ends a command of the CLI with the advice', async () => {
      const used = new MaintenanceDatabase(configOf(uri), NO_COLLECTIONS).use(() => Promise.resolve());
      await expect(used).rejects.toBeInstanceOf(NotAReplicaSetError);
    });
  });

  it('and leads nowhere is not taken for that', async () => {
    const uri = `mongodb://127.0.0.1:${await freePort()}/test?replicaSet=rs0`;
    const used = new MaintenanceDatabase(configOf(uri), NO_COLLECTIONS).use(() => Promise.resolve());
    await expect(used).rejects.toBeInstanceOf(DatabaseUnreachableError);
  });

  it('and leads to a set of another name is not taken for that', async () => {
    const uri = database.uri.replace(/replicaSet=\w+/, 'replicaSet=another');
    const used = new MaintenanceDatabase(configOf(uri), NO_COLLECTIONS).use(() => Promise.resolve());
    await expect(used).rejects.toBeInstanceOf(DatabaseUnreachableError);
  });
});
