import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { isAlive } from '../../../src/infra/database/server/is-alive.js';
import { type MongoServer, resolveMongoServer } from '../../../src/infra/database/server/index.js';
import { type ResolverProcess, startResolverProcess } from './resolver-process.js';
import { temporaryDataDir, testMongodOptions } from './test-server.js';

interface Holder {
  readonly pid?: number | undefined;
  stop(): Promise<void>;
}

export interface DataFolder {
  path(): string;
  /** In this process. */
  resolve(mongodArgs?: readonly string[]): Promise<MongoServer>;
  /** In a process of its own, which writes the document before this returns. */
  resolveElsewhere(document: string): Promise<ResolverProcess>;
  /** Makes the next start see this as what the last one left behind. */
  writeState(state: object): Promise<void>;
  /** Is stopped after the test. */
  hold<T extends Holder>(holder: T): T;
}

/** A fresh data folder for each test; every server that a test resolves on it is ended after the test. */
export function useDataFolder(): DataFolder {
  let path: string;
  const held: Holder[] = [];
  const hold = <T extends Holder>(holder: T): T => {
    held.push(holder);
    return holder;
  };
  beforeEach(async () => {
    path = await temporaryDataDir();
  });
  afterEach(async () => {
    // A clean shutdown takes mongod a second, and these data are thrown away.
    for (const pid of held.map((holder) => holder.pid ?? 0))
      if (pid > 0 && isAlive(pid)) process.kill(pid, 'SIGKILL');
    await Promise.all(held.splice(0).map(async (holder) => holder.stop()));
    await rm(path, { recursive: true, force: true });
  });
  return {
    path: () => path,
    hold,
    resolve: async (mongodArgs = testMongodOptions.mongodArgs) =>
      hold(
        await resolveMongoServer({ ...testMongodOptions, mongodArgs, dataDir: path, databaseName: 'test' }),
      ),
    resolveElsewhere: async (document) => hold(await startResolverProcess(path, document)),
    writeState: async (state) => writeFile(join(path, 'mongo', 'server.json'), JSON.stringify(state)),
  };
}

export async function insertDocument(uri: string, document: string): Promise<void> {
  await withWriters(uri, async (writers) => writers.insertOne({ document }));
}

/** What `insertDocument` and other processes wrote, sorted. */
export async function writtenDocuments(uri: string): Promise<unknown[]> {
  const found = await withWriters(uri, async (writers) => writers.find().sort({ document: 1 }).toArray());
  return found.map((row): unknown => row.document);
}

async function withWriters<T>(uri: string, work: (writers: mongo.Collection) => Promise<T>): Promise<T> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    return await work(client.db().collection('writers'));
  } finally {
    await client.close();
  }
}
