// Real: a change feed on a MongoDB of this file. Fake: who listens, how soon it tries again, and errors of the
// stream where a test says so.
import mongoose, { mongo } from 'mongoose';
import { ChangeFeed } from '../../../src/infra/cache/index.js';
import { Metrics } from '../../../src/infra/observability/index.js';
import { silenceLogs } from '../../support/fakes/index.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

silenceLogs();

const database = useTestDatabase();
const connection = mongoose.createConnection();
const things = () => database.db().collection<{ _id: string }>('things');
const others = () => database.db().collection('others');
const isLive = () => feed.covers(performance.now());
const keyOf = (change: mongo.ChangeStreamDocument): string =>
  (change as { documentKey?: { _id: string } }).documentKey?._id ?? change.operationType;
class QuickFeed extends ChangeFeed {
  override readonly firstRetryMs = 50;
}
let feed: ChangeFeed;
let told: string[];
let changes: mongo.ChangeStreamDocument[];

beforeAll(() => connection.openUri(database.uri));
afterAll(() => connection.close());
beforeEach(async () => {
  await things().deleteMany();
  // The feed begins with the last write before it.
  await others().insertOne({});
  told = [];
  changes = [];
  feed = new QuickFeed(connection, new Metrics());
  feed.register({
    collection: 'things',
    ignores: ['figures', 'card'],
    reads: ['fullDocument.name'],
    onChange: (change) => {
      told.push(keyOf(change));
      changes.push(change);
      return Promise.resolve();
    },
  });
  feed.start();
  await waitUntil(isLive);
});
afterEach(() => feed.stop());

/** Until everything written before has been told or passed over. */
async function heard(): Promise<void> {
  await things().insertOne({ _id: 'last' });
  await things().deleteOne({ _id: 'last' });
  await waitUntil(() => told.includes('last'), { withinMs: 2_000 });
  told = told.filter((key) => key !== 'last');
}

const UPDATES: readonly [string, mongo.Document | mongo.Document[], boolean][] = [
  ['a field', { $set: { name: 'other' } }, true],
  ['a field within', { $set: { 'data.title': 'other' } }, true],
  ['a field that goes', { $unset: { 'data.title': '' } }, true],
  ['an array that is cut', [{ $set: { list: [1] } }], true],
  ['an ignored field', { $set: { figures: { count: 7 } } }, false],
  ['within ignored fields', { $set: { 'figures.count': 7, 'card.due': new Date() } }, false],
  ['an ignored field that goes', { $unset: { 'card.due': '' } }, false],
  ['an ignored array that is cut', [{ $set: { 'figures.list': [1] } }], false],
  ['both', { $set: { name: 'other', 'figures.count': 7 } }, true],
  ['both, one of them going', { $set: { 'figures.count': 7 }, $unset: { name: '' } }, true],
  ['a field whose name begins like an ignored one', { $set: { cards: 1 } }, true],
];

it('tells of updates, but for those of ignored fields alone', async () => {
  const list = [1, 2, 3, 4, 5, 6, 7, 8];
  const thing = { name: 'x', data: { title: 'x' }, list, figures: { count: 1, list }, card: { due: 1 } };
  await things().insertMany(UPDATES.map(([_id]) => ({ _id, ...thing })));
  for (const [_id, update] of UPDATES) await things().updateOne({ _id }, update);
  await heard();
  expect(told).toEqual(UPDATES.filter(([, , isTold]) => isTold).map(([name]) => name));
});

it('tells of rows replaced and gone, not of new ones, and sends what is read only', async () => {
  await things().insertOne({ _id: 'a' });
  await things().replaceOne({ _id: 'a' }, { name: 'new', secret: 'x'.repeat(100) });
  await things().deleteOne({ _id: 'a' });
  await others().insertOne({});
  await others().deleteOne({});
  await heard();
  expect(told).toEqual(['a', 'a']);
  expect(changes[0]).toMatchObject({ operationType: 'replace', fullDocument: { name: 'new' } });
  expect(JSON.stringify(changes)).not.toContain('xxx');
});

it('covers nothing that was read before it followed', async () => {
  expect(feed.covers(performance.now() - 60_000)).toBe(false);
  await feed.stop();
  expect(isLive()).toBe(false);
});

it('goes on without a gap when the server has lost its cursor', async () => {
  const before = performance.now();
  const idle = { $currentOp: { idleCursors: true, allUsers: true } };
  const ours = { type: 'idleCursor', 'cursor.tailable': true, ns: `${connection.name}.$cmd.aggregate` };
  const [found] = await database
    .client()
    .db('admin')
    .aggregate([idle, { $match: ours }])
    .toArray();
  const { cursorId } = (found as { cursor: { cursorId: mongo.Long } }).cursor;
  await things().insertOne({ _id: 'a' });
  await database.db().command({ killCursors: '$cmd.aggregate', cursors: [cursorId] });
  await things().updateOne({ _id: 'a' }, { $set: { name: 'other' } });
  await waitUntil(() => told.includes('a'));
  expect(feed.covers(before)).toBe(true);
});

it('breaks, covers nothing from before the gap, and follows again by itself', async () => {
  const before = performance.now();
  const tryNext = jest.spyOn(mongo.ChangeStream.prototype, 'tryNext').mockRejectedValue(new Error('broken'));
  await waitUntil(() => !isLive(), { withinMs: 2_000 });
  tryNext.mockRestore();
  await waitUntil(isLive);
  expect(feed.covers(before)).toBe(false);
  await heard();
});

it('tells that a collection is gone, and breaks with the database', async () => {
  await things().drop();
  await waitUntil(() => told.includes('drop'));
  await database.db().dropDatabase();
  await others().insertOne({});
  await waitUntil(() => !isLive());
  await waitUntil(isLive);
});
