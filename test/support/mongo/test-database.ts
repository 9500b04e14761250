import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { mongo } from 'mongoose';

/**
 * The address of a database that belongs to this spec file and run alone; its name contains `test`.
 * The same name gives the same database within a file. The run's end removes them all.
 */
export function testDatabaseUri(name = 'db'): string {
  const { TEST_MONGODB_URI: server, TEST_RUN_ID: runId } = process.env;
  if (!server || !runId) throw new Error('There is no test server: run this through Jest (global-setup.ts)');
  const path = expect.getState().testPath ?? '';
  const file = basename(path, '.spec.ts').replace(/\W/g, '_').slice(0, 24);
  const unique = createHash('sha256').update(path).digest('hex').slice(0, 6);
  const uri = new URL(server);
  uri.pathname = `/test_${file}_${unique}_${name.slice(0, 12)}_${runId}`;
  return uri.href;
}

export interface TestDatabase {
  readonly uri: string;
  client(): mongo.MongoClient;
  db(): mongo.Db;
}

/** Call it in a `describe` or at the top of a spec: connects before its tests, drops the database after them. */
export function useTestDatabase(name?: string): TestDatabase {
  const uri = testDatabaseUri(name);
  const client = new mongo.MongoClient(uri);
  beforeAll(async () => {
    await client.connect();
  });
  afterAll(async () => {
    await client.db().dropDatabase();
    await client.close();
  });
  return { uri, client: () => client, db: () => client.db() };
}
