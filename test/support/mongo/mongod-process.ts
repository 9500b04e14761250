import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { startGuardian } from '../../../src/infra/database/server/guardian-link.js';
import { freePort } from '../../../src/infra/database/server/own-mongod.js';
import { findMongod } from '../../../src/infra/database/server/mongod-binary.js';
import { isAlive } from '../../../src/infra/database/server/is-alive.js';
import { type MongoServer, resolveMongoServer } from '../../../src/infra/database/server/index.js';
import { waysToMongod } from '../../../src/infra/database/server/ways-to-mongod.js';
import { temporaryDataDir, testMongodOptions } from './test-server.js';

/** A replica set of a test's own, for faults that would hit other tests on the shared one. */
export interface MongodProcess {
  /** The same over all restarts. */
  readonly uri: string;
  /** SIGKILL; returns when the process is gone. Also ends a frozen one. */
  kill(): Promise<void>;
  /** SIGSTOP: connections stay open, nothing answers any more once this returns. */
  freeze(): void;
  thaw(): void;
  /** An administrative command, such as a fail point. */
  command(command: mongo.Document): Promise<void>;
  /** On the same port and data; returns when it takes writes. */
  restart(): Promise<void>;
  /** Ends it cleanly and removes its data. */
  stop(): Promise<void>;
}

export async function startMongodProcess(databaseName = 'test'): Promise<MongodProcess> {
  const dataDir = await temporaryDataDir();
  const start = async (): Promise<MongoServer> =>
    await resolveMongoServer({ ...testMongodOptions, dataDir, databaseName });
  let server = await start();
  const { uri } = server;
  const signal = (name: NodeJS.Signals): void => {
    process.kill(pidOf(server), name);
  };
  const kill = async (): Promise<void> => {
    signal('SIGKILL');
    await server.ended;
  };
  return {
    uri,
    kill,
    freeze: () => {
      signal('SIGSTOP');
      waitUntilStopped(pidOf(server));
    },
    thaw: () => {
      signal('SIGCONT');
    },
    async command(command) {
      const client = await mongo.MongoClient.connect(uri);
      await client.db('admin').command(command);
      await client.close();
    },
    async restart() {
      if (isAlive(pidOf(server))) await kill();
      server = await start();
      if (server.uri !== uri) throw new Error(`Restarted at ${server.uri} instead of ${uri}`);
    },
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A mongod with nobody to initiate its replica set, and without one unless `args` ask for it. */
export async function startBareMongod(
  args: readonly string[],
  wantedPort?: number,
): Promise<{ uri: string; stop(): Promise<void> }> {
  const dbPath = await temporaryDataDir();
  const environment = process.env;
  const { path: binary } = await findMongod(waysToMongod({ environment, log: () => undefined }));
  const port = wantedPort ?? (await freePort());
  const address = ['--dbpath', dbPath, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'];
  const order = { binary, args: [...address, ...args], dbPath, logPath: join(dbPath, 'mongod.log') };
  const { link } = await startGuardian({ ...order, environment });
  return {
    uri: `mongodb://127.0.0.1:${port}/test?directConnection=true`,
    async stop() {
      await link?.leave();
      await rm(dbPath, { recursive: true, force: true });
    },
  };
}

/** The signal stops one thread after the other; under load one of them may still answer for a while. */
function waitUntilStopped(pid: number): void {
  const tasks = `/proc/${String(pid)}/task`;
  // Elsewhere than on Linux there is no look at the threads.
  if (!existsSync(tasks)) return;
  const deadline = performance.now() + 5_000;
  const isStopped = (task: string): boolean => {
    try {
      return readFileSync(join(tasks, task, 'stat'), 'utf8').includes(') T ');
    } catch {
      return false; // It ended since the folder was read.
    }
  };
  while (!readdirSync(tasks).every(isStopped))
    if (performance.now() > deadline) throw new Error(`Process ${String(pid)} does not stop`);
}

function pidOf(server: MongoServer): number {
  if (server.pid === undefined) throw new Error('Not an own mongod');
  return server.pid;
}
