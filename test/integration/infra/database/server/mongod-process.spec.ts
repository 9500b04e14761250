/** Real: a mongod of the spec's own, killed, frozen and restarted. Fake: nothing. */
import { mongo } from 'mongoose';
import { type MongodProcess, startMongodProcess } from '../../../../support/mongo/mongod-process.js';

let server: MongodProcess;
let client: mongo.MongoClient;

beforeAll(async () => {
  server = await startMongodProcess();
  client = new mongo.MongoClient(server.uri, { serverSelectionTimeoutMS: 5_000 });
});

afterAll(async () => {
  await client.close();
  await server.stop();
});

it('comes back after a kill, for clients that were connected before', async () => {
  await client.db().collection('rows').insertOne({ is: 'kept' });
  await server.kill();
  await server.restart();
  expect(await client.db().collection('rows').countDocuments()).toBe(1);
});

it('answers nothing while it is frozen', async () => {
  await client.db().command({ ping: 1 });
  server.freeze();
  const answer = client.db().command({ ping: 1 });
  await expect(Promise.race([answer, silence(100)])).resolves.toBe('silence');
  server.thaw();
  await expect(answer).resolves.toMatchObject({ ok: 1 });
});

async function silence(forMs: number): Promise<string> {
  return await new Promise((resolve) => setTimeout(resolve, forMs, 'silence'));
}

it('can be stopped while it is frozen', async () => {
  const other = await startMongodProcess();
  other.freeze();
  await expect(other.stop()).resolves.toBeUndefined();
});
