// Real: MongoDB, its unique index and its validator. Fake, in the last test: what a collection answers that MongoDB can't
// be brought to answer here.
import { mongo } from 'mongoose';
import { GroupedInserts, isDuplicateKey } from '../../../../src/infra/database/index.js';
import { useTestDatabase } from '../../../support/mongo/test-database.js';

interface Row {
  readonly _id: mongo.ObjectId;
  readonly name: string;
  readonly size?: number;
}

const database = useTestDatabase();
let client: mongo.MongoClient;
let commands = 0;

beforeAll(async () => {
  await database.db().createCollection('grouped', {
    validator: { $jsonSchema: { properties: { size: { bsonType: 'number' } } } },
  });
  await database
    .db()
    .collection('grouped')
    .createIndexes([{ key: { name: 1 }, unique: true, name: 'one_name' }]);
  client = await mongo.MongoClient.connect(database.uri, { monitorCommands: true });
  client.on('commandStarted', ({ commandName }) => (commands += commandName === 'insert' ? 1 : 0));
});
afterAll(() => client.close());
beforeEach(async () => {
  await database.db().collection('grouped').deleteMany({});
  commands = 0;
});

const aRow = (name: string, extra = {}): Row => ({ _id: new mongo.ObjectId(), name, ...extra });
const inserts = () => new GroupedInserts<Row>(() => client.db().collection<Row>('grouped'), {});
const names = () => database.db().collection('grouped').distinct('name');
const outcomes = async (rows: readonly Row[]): Promise<PromiseSettledResult<void>[]> => {
  const grouped = inserts();
  return Promise.allSettled(rows.map((row) => grouped.insert(row)));
};

it('a thousand rows at once are a dozen commands, and one alone is one', async () => {
  const rows = Array.from({ length: 1_000 }, (_, index) => aRow(`at once ${String(index)}`));
  const settled = await outcomes(rows);
  expect(settled.every(({ status }) => status === 'fulfilled')).toBe(true);
  expect(await names()).toHaveLength(1_000);
  expect(commands).toBeLessThanOrEqual(12);
  await inserts().insert(aRow('alone'));
  expect(commands).toBeLessThanOrEqual(13);
});

it('each is refused by itself: of two hundred with ten names ten stand, and the index is named to the others', async () => {
  const settled = await outcomes(
    Array.from({ length: 200 }, (_, index) => aRow(`name ${String(index % 10)}`)),
  );
  const refusals = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(refusals).toHaveLength(190);
  expect(refusals.every((error) => isDuplicateKey(error, 'one_name'))).toBe(true);
  expect(refusals.some((error) => isDuplicateKey(error, 'another'))).toBe(false);
  expect(await names()).toHaveLength(10);
});

it('what the validator refuses takes nobody along', async () => {
  const settled = await outcomes([aRow('first'), aRow('second', { size: 'wide' }), aRow('third')]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(settled[1]).toMatchObject({ reason: { code: 121 } });
  expect(await names()).toEqual(['first', 'third']);
});

it('all hear of it where MongoDB is away, and those who come later are not kept waiting', async () => {
  const away = await mongo.MongoClient.connect(database.uri);
  await away.close();
  let here = away;
  const grouped = new GroupedInserts<Row>(() => here.db().collection<Row>('grouped'), {});
  const closed = jest.spyOn(away, 'connect').mockRejectedValue(new mongo.MongoNetworkError('Away'));
  const rows = ['first', 'second', 'third', 'fourth'].map((name) => aRow(name));
  const settled = await Promise.allSettled(rows.map((row) => grouped.insert(row)));
  expect(settled.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  closed.mockRestore();
  here = client;
  await grouped.insert(aRow('later'));
  expect(await names()).toEqual(['later']);
});

it('nobody hears of success while it is unknown which rows stand', async () => {
  const result = { insertedCount: 1, getWriteConcernError: () => undefined };
  const halfDone = new mongo.MongoBulkWriteError(
    { message: 'Stepped down', code: 189, writeErrors: [] },
    result as never,
  );
  const grouped = new GroupedInserts<Row>(
    () => ({ insertMany: () => Promise.reject(halfDone) }) as never,
    {},
  );
  const rows = [aRow('first'), aRow('second'), aRow('third'), aRow('fourth')];
  const settled = await Promise.allSettled(rows.map((row) => grouped.insert(row)));
  expect(settled).toEqual(Array(4).fill({ status: 'rejected', reason: halfDone }));
});
