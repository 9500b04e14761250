/** Real: the run's replica set, a standalone mongod and one that waits for its initiation. Fake: nothing. */
import { mongo } from 'mongoose';
import { assertReplicaSet, NotAReplicaSetError } from '../../../../../src/infra/database/server/index.js';
import { startBareMongod } from '../../../../support/mongo/mongod-process.js';
import { useTestDatabase } from '../../../../support/mongo/test-database.js';

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
