/** Real: mongod and its guardian, strangers on ports. Fake: nothing. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import {
  type MongoServer,
  MongoServerStartError,
  resolveMongoServer,
} from '../../../../../src/infra/database/server/index.js';
import { isAlive } from '../../../../../src/infra/database/server/is-alive.js';
import { insertDocument, useDataFolder, writtenDocuments } from '../../../../support/mongo/data-folder.js';
import { startBareMongod } from '../../../../support/mongo/mongod-process.js';

const folder = useDataFolder();

/** A server that ran on the folder, wrote, and was killed. */
async function earlierServer(): Promise<MongoServer> {
  const server = await folder.resolve();
  await insertDocument(server.uri, 'kept');
  process.kill(server.pid!, 'SIGKILL');
  await server.ended;
  return server;
}

const portOf = (uri: string): number => Number(new URL(uri).port);

async function occupy(port: number): Promise<number> {
  const server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
  await once(server, 'listening');
  folder.hold({ stop: async () => server[Symbol.asyncDispose]() });
  return (server.address() as AddressInfo).port;
}

it('uses a configured server as it is', async () => {
  const uri = 'mongodb://db.example/bot?replicaSet=rs0';
  const server = await resolveMongoServer({ uri, dataDir: '', databaseName: 'bot', environment: {} });
  expect(server).toMatchObject({ uri, origin: 'configured' });
  await server.stop();
});

it('keeps data and address over a restart', async () => {
  const earlier = await folder.resolve();
  await insertDocument(earlier.uri, 'kept');
  await earlier.stop();
  expect(isAlive(earlier.pid!)).toBe(false);
  const server = await folder.resolve();
  expect(server).toMatchObject({ uri: earlier.uri, origin: 'started' });
  expect(await writtenDocuments(server.uri)).toEqual(['kept']);
});

it('moves to another port with the same data when the last one is taken', async () => {
  const earlier = await earlierServer();
  await occupy(portOf(earlier.uri));
  const server = await folder.resolve();
  expect(server.uri).not.toBe(earlier.uri);
  expect(await writtenDocuments(server.uri)).toEqual(['kept']);
});

it('leaves a foreign MongoDB alone that has taken its port', async () => {
  const earlier = await earlierServer();
  const foreign = folder.hold(await startBareMongod([], portOf(earlier.uri)));
  await insertDocument(foreign.uri, 'foreign');
  const server = await folder.resolve();
  expect(server.uri).not.toBe(earlier.uri);
  expect(await writtenDocuments(server.uri)).toEqual(['kept']);
  expect(await writtenDocuments(foreign.uri)).toEqual(['foreign']);
});

it('does not believe a state file that leads to somebody else', async () => {
  await earlierServer();
  const port = await occupy(0);
  await folder.writeState({ port, guardianPort: port, dataVersion: '6.0' });
  const server = await folder.resolve();
  expect(server.origin).toBe('started');
  expect(await writtenDocuments(server.uri)).toEqual(['kept']);
});

it('tells its users when mongod has died, and starts it again on the same address', async () => {
  const server = await folder.resolve();
  const attached = await folder.resolve();
  expect(attached).toMatchObject({ uri: server.uri, origin: 'attached' });
  await insertDocument(server.uri, 'kept');
  process.kill(server.pid!, 'SIGKILL');
  await Promise.all([server.ended, attached.ended]);
  const again = await folder.resolve();
  expect(again).toMatchObject({ uri: server.uri, origin: 'started' });
  expect(await writtenDocuments(again.uri)).toEqual(['kept']);
});

it('says what mongod complained about when it cannot start', async () => {
  const refusal: unknown = await folder.resolve(['--no-such-option']).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(MongoServerStartError);
  expect((refusal as Error).message).toContain("unrecognised option '--no-such-option'");
});
