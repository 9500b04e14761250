import { randomBytes } from 'node:crypto';
import { existsSync, statfsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { isAlive } from '../../../src/infra/database/server/is-alive.js';
import { type MongoServer, resolveMongoServer } from '../../../src/infra/database/server/index.js';

/** Fail points, a TTL monitor that a test can wait for, and small files. */
export const testMongodOptions = {
  environment: process.env,
  setParameter: {
    enableTestCommands: 1,
    ttlMonitorSleepSecs: 1,
    diagnosticDataCollectionEnabled: 'false',
    // As the service's own MongoDB has it: rows of a killed process are free again soon.
    transactionLifetimeLimitSeconds: 5,
  },
  mongodArgs: ['--oplogSize', '256', '--wiredTigerCacheSizeGB', '0.5'],
};

const prefix = 'discord-community-bot-mongo-';
let own: { server: MongoServer; dataDir: string } | undefined;

const MEMORY = '/dev/shm';
const ROOMY = 4 * 1024 ** 3;

/**
 * Memory where there is plenty: on a disk a new database with its 200 files takes three times as long, and so does
 * each majority write. Where memory is short, or the variable is set, the folder for temporary files.
 */
function dataRoot(): string {
  if (process.env.TMPDIR || !existsSync(MEMORY) || freemem() < ROOMY) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize < ROOMY ? tmpdir() : MEMORY;
}

/** A folder whose name tells the next run that this process made it. */
export async function temporaryDataDir(): Promise<string> {
  return await mkdtemp(join(dataRoot(), `${prefix}${process.pid}-`));
}

export async function startTestServer(): Promise<void> {
  process.env.TEST_RUN_ID = randomBytes(3).toString('hex');
  if (process.env.TEST_MONGODB_URI) return;
  await removeLeftovers();
  const dataDir = await temporaryDataDir();
  const log = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const server = await resolveMongoServer({ ...testMongodOptions, dataDir, databaseName: 'test', log });
  own = { server, dataDir };
  process.env.TEST_MONGODB_URI = server.uri;
}

export async function stopTestServer(): Promise<void> {
  if (!own) {
    await dropDatabasesOfThisRun();
    return;
  }
  delete process.env.TEST_MONGODB_URI;
  await own.server.stop();
  await rm(own.dataDir, { recursive: true, force: true });
  own = undefined;
}

/** A killed run leaves no process behind, but its files. */
async function removeLeftovers(): Promise<void> {
  for (const root of [tmpdir(), MEMORY].filter((path) => existsSync(path)))
    for (const name of (await readdir(root)).filter((entry) => entry.startsWith(prefix))) {
      const pid = Number.parseInt(name.slice(prefix.length), 10);
      if (!isAlive(pid)) await rm(join(root, name), { recursive: true, force: true });
    }
}

async function dropDatabasesOfThisRun(): Promise<void> {
  const client = new mongo.MongoClient(process.env.TEST_MONGODB_URI ?? '');
  try {
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    const suffix = `_${process.env.TEST_RUN_ID ?? ''}`;
    for (const { name } of databases.filter((database) => database.name.endsWith(suffix))) {
      await client.db(name).dropDatabase();
    }
  } finally {
    await client.close();
  }
}
