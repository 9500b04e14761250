// Real: MongoDB with its profiler on. Nothing is fake.
import type { Collection } from '../../../src/infra/database/schema/index.js';
import { SystemClock } from '../../../src/kernel/clock.js';
import { queryOf, suggestedKey } from '../../../src/maintenance/indexes/suggest-key.js';
import { hasProfile, type Suggestion, suggestionsFor } from '../../../src/maintenance/indexes/suggestions.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const declared = [{ name: 'rows', indexes: [] }] as unknown as Collection[];

it.each([
  [
    { filter: { b: { $gt: 1 }, a: 1 }, sort: { c: -1 } },
    { a: 1, c: -1, b: 1 },
  ],
  [{ q: { $and: [{ a: { $in: [1, 2] } }, { b: { $lt: 3 } }] } }, { a: 1, b: 1 }],
  [{ pipeline: [{ $match: { a: 1 } }, { $sort: { b: 1 } }] }, { a: 1, b: 1 }],
  [{ query: { $or: [{ a: 1 }, { b: 1 }] } }, {}],
])('orders a key by equality, sort and range: %j', (command, key) => {
  const suggested = suggestedKey(queryOf(command)!);
  expect(Object.entries(suggested)).toEqual(Object.entries(key));
});

it('suggests a key for a scan, with the plans that show what it saves, and leaves nothing behind', async () => {
  const db = database.db();
  const rows = db.collection('rows');
  await rows.insertMany(Array.from({ length: 3_000 }, (_, n) => ({ a: n % 100, b: n })));
  expect(await hasProfile(db)).toBe(false);
  await db.command({ profile: 2 });
  await rows.find({ a: 7 }).sort({ b: -1 }).toArray();
  await rows.updateOne({ a: 8, b: { $gt: 2_000 } }, { $set: { c: 1 } });
  await db.command({ profile: 0 });

  const found: Suggestion[] = [];
  const order = { since: new Date(0), signal: new AbortController().signal, clock: new SystemClock() };
  for await (const one of suggestionsFor(db, declared, order)) found.push(one);
  const read = found.find(({ shape }) => shape.includes('sort: {b'));
  expect(read).toMatchObject({
    collection: 'rows',
    shape: 'filter: {a: ?}, sort: {b: -1}',
    key: { a: 1, b: -1 },
    before: { docsExamined: 3_000, returned: 30 },
    after: { docsExamined: 30, returned: 30 },
  });
  expect(JSON.stringify(found)).not.toContain('2000}');
  expect(found.map(({ key }) => key)).toContainEqual({ a: 1, b: 1 });
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  expect(names.sort()).toEqual(['rows', 'system.profile']);
});
