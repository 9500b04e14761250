/** Real: mongod, its guardian, processes that resolve, signals. Fake: nothing. Needs a mongod in the cache. */
import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { type MongoServer, resolveMongoServer } from '../../../../../src/infra/database/server/index.js';
import { type ResolverProcess, startResolverProcess } from '../../../../support/mongo/resolver-process.js';
import { isAlive, temporaryDataDir, testMongodOptions } from '../../../../support/mongo/test-server.js';
import { waitUntil } from '../../../../support/mongo/wait-until.js';

let dataDir: string;
const held: { stop(): Promise<void> }[] = [];

beforeEach(async () => {
  dataDir = await temporaryDataDir();
});

afterEach(async () => {
  await Promise.all(held.splice(0).map(async (holder) => holder.stop()));
  await rm(dataDir, { recursive: true, force: true });
});

const resolve = async (): Promise<MongoServer> =>
  hold(await resolveMongoServer({ ...testMongodOptions, dataDir, databaseName: 'test' }));
const otherProcess = async (document?: string): Promise<ResolverProcess> =>
  hold(await startResolverProcess(dataDir, document));

function hold<T extends { stop(): Promise<void> }>(holder: T): T {
  held.push(holder);
  return holder;
}

async function withRows<T>(uri: string, work: (rows: mongo.Collection) => Promise<T>): Promise<T> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    return await work(client.db().collection('writers'));
  } finally {
    await client.close();
  }
}
const documents = async (uri: string): Promise<unknown[]> =>
  withRows(uri, async (rows) => {
    const found = await rows.find().sort({ document: 1 }).toArray();
    return found.map((row): unknown => row.document);
  });
const insert = async (uri: string, document: string): Promise<unknown> =>
  withRows(uri, async (rows) => rows.insertOne({ document }));

async function occupy(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const stop = async (): Promise<void> => {
    await server[Symbol.asyncDispose]();
  };
  return hold(Object.assign(server, { stop }));
}
const portOf = (uri: string): number => Number(new URL(uri).port);

it('uses a configured server as it is', async () => {
  const uri = 'mongodb://db.example/bot?replicaSet=rs0';
  const server = await resolveMongoServer({ uri, dataDir, databaseName: 'bot', environment: {} });
  expect(server).toMatchObject({ uri, origin: 'configured' });
  await server.stop();
});

it('keeps data and address over a restart', async () => {
  const first = await resolve();
  await insert(first.uri, 'kept');
  await first.stop();
  expect(isAlive(first.pid!)).toBe(false);
  const second = await resolve();
  expect(second).toMatchObject({ uri: first.uri, origin: 'started' });
  expect(await documents(second.uri)).toEqual(['kept']);
});

it('moves to another port with the same data when the last one is taken', async () => {
  const first = await resolve();
  await insert(first.uri, 'kept');
  await first.stop();
  await occupy(portOf(first.uri));
  const second = await resolve();
  expect(second.uri).not.toBe(first.uri);
  expect(await documents(second.uri)).toEqual(['kept']);
});

it('leaves a foreign MongoDB on its port alone', async () => {
  const first = await resolve();
  await insert(first.uri, 'ours');
  await first.stop();
  const foreign = hold(await foreignOn(portOf(first.uri)));
  const second = await resolve();
  expect(second.uri).not.toBe(first.uri);
  expect(await documents(second.uri)).toEqual(['ours']);
  expect(await documents(foreign.uri)).toEqual([]);
});

/** Another data folder, made to prefer the port. */
async function foreignOn(port: number): Promise<MongoServer> {
  const folder = await temporaryDataDir();
  const options = { ...testMongodOptions, dataDir: folder, databaseName: 'test' };
  await (await resolveMongoServer(options)).stop();
  await writeState(folder, { port, guardianPort: 1, dataVersion: '6.0' });
  const foreign = await resolveMongoServer(options);
  expect(portOf(foreign.uri)).toBe(port);
  const stop = async (): Promise<void> => {
    await foreign.stop();
    await rm(folder, { recursive: true });
  };
  return { ...foreign, stop };
}

async function writeState(folder: string, state: object): Promise<void> {
  await writeFile(join(folder, 'mongo', 'server.json'), JSON.stringify(state));
}

it('starts one mongod when ten processes ask at the same moment, and all can write', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `writer ${index}`);
  const processes = await Promise.all(names.map(otherProcess));
  expect(new Set(processes.map(({ pid }) => pid)).size).toBe(1);
  expect(processes.filter(({ origin }) => origin === 'started')).toHaveLength(1);
  expect(await documents(processes[0]!.uri)).toEqual(names);
  await Promise.all(processes.map(async (process) => process.stop()));
  expect(isAlive(processes[0]!.pid)).toBe(false);
});

it('keeps mongod while somebody still uses it, even when its starter is killed', async () => {
  const starter = await otherProcess('first');
  const second = await resolve();
  expect(second).toMatchObject({ uri: starter.uri, origin: 'attached', pid: starter.pid });
  starter.child.kill('SIGKILL');
  await waitUntil(() => starter.child.signalCode !== null);
  const third = await otherProcess('second');
  expect(third).toMatchObject({ origin: 'attached', pid: starter.pid });
  await third.stop();
  expect(await documents(second.uri)).toEqual(['first', 'second']);
  await second.stop();
  expect(isAlive(starter.pid)).toBe(false);
});

it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  'ends mongod when its last user ends by %s',
  async (signal) => {
    const user = await otherProcess('kept');
    user.child.kill(signal);
    await waitUntil(() => !isAlive(user.pid), { withinMs: 5_000, what: 'the end of mongod' });
    expect(await documents((await resolve()).uri)).toEqual(['kept']);
  },
);

it('is usable again at once after its last user was killed, on the same address', async () => {
  const user = await otherProcess('kept');
  user.child.kill('SIGKILL');
  const server = await resolve();
  expect(server.uri).toBe(user.uri);
  expect(server.pid).not.toBe(user.pid);
  expect(await documents(server.uri)).toEqual(['kept']);
});

it('tells its users when mongod has died, and starts it again on the same address', async () => {
  const server = await resolve();
  const attached = await resolve();
  await insert(server.uri, 'kept');
  process.kill(server.pid!, 'SIGKILL');
  await Promise.all([server.ended, attached.ended]);
  const again = await resolve();
  expect(again).toMatchObject({ uri: server.uri, origin: 'started' });
  expect(await documents(again.uri)).toEqual(['kept']);
});

it('replaces a mongod whose guardian was killed', async () => {
  const server = await resolve();
  await insert(server.uri, 'kept');
  process.kill(parentOf(server.pid!), 'SIGKILL');
  await server.ended;
  const again = await resolve();
  expect(again).toMatchObject({ uri: server.uri, origin: 'started' });
  expect(again.pid).not.toBe(server.pid);
  expect(await documents(again.uri)).toEqual(['kept']);
});

function parentOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
}

it('does not believe a state file that leads to others', async () => {
  const stranger = await occupy(0);
  const { port } = stranger.address() as { port: number };
  await (await resolve()).stop();
  await writeState(dataDir, { port, guardianPort: port, dataVersion: '6.0' });
  expect(await resolve()).toMatchObject({ origin: 'started' });
});

it('says what mongod complained about when it cannot start', async () => {
  const mongodArgs = ['--no-such-option'];
  const failed = resolveMongoServer({ ...testMongodOptions, mongodArgs, dataDir, databaseName: 'test' });
  await expect(failed).rejects.toThrow(/unrecognised option '--no-such-option'/);
});
