// Real: the TTL indexes of all collections, the steps of the cleanup, a MongoDB that looks for expired rows
// every second.
import type { mongo } from 'mongoose';
import { ExpiryStep } from '../../../src/infra/cleanup/index.js';
import { expiredFilter, type Expiry } from '../../../src/infra/database/schema/index.js';
import { collections } from '../../../src/maintenance/collections.js';
import { samples } from '../../support/builders/index.js';
import { useCleanDatabase } from '../../support/cleanup/migrated.js';
import { waitUntil } from '../../support/mongo/wait-until.js';

const { db } = useCleanDatabase();
const byTtl = collections.flatMap(({ name, retention: { expires }, ...collection }) =>
  expires?.ttl === undefined ? [] : [{ name, expires, collection, ttl: expires.ttl.name }],
);

it.each(byTtl)('$name: the index and the filter are of one rule', ({ expires, collection, ttl }) => {
  const index = collection.indexes.find(({ name }) => name === ttl);
  expect(index).toMatchObject({ key: { [expires.field]: 1 }, expireAfterSeconds: expires.afterSeconds });
  // What a TTL index can't ask for, the cleanup must not ask for either.
  expect([expires.when, expires.keptBy, index?.partialFilterExpression]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const now = new Date();
  expect(expiredFilter(expires, now)).toEqual({
    [expires.field]: { $lte: new Date(now.getTime() - expires.afterSeconds * 1_000) },
  });
});

it('no other index expires rows', () => {
  const expiring = collections.flatMap(({ name, indexes }) =>
    indexes.filter((index) => index.expireAfterSeconds !== undefined).map((index) => `${name}/${index.name}`),
  );
  expect(expiring.sort()).toEqual(byTtl.map(({ name, ttl }) => `${name}/${ttl}`).sort());
});

it('MongoDB takes by itself what the cleanup takes, no more and no less', async () => {
  await Promise.all(byTtl.map((facts) => takenByBoth(facts)));
});

async function takenByBoth({ name, expires }: { name: string; expires: Expiry }): Promise<void> {
  // The same rows in a collection without indexes, for the cleanup alone.
  const [withTtl, copy] = [db().collection(name), db().collection(`copy_of_${name}`)];
  const ends = Date.now() - expires.afterSeconds * 1_000;
  const rows = [-3_600_000, -60_000, 60_000, 3_600_000, undefined].map((offset) =>
    rowEnding(name, expires.field, offset === undefined ? undefined : new Date(ends + offset)),
  );
  await copy.insertMany(rows);
  await withTtl.insertMany(rows, { bypassDocumentValidation: true });
  const step = new ExpiryStep(db(), copy.collectionName, expires);
  let taken = 0;
  for await (const batch of step.run({ now: new Date(), batchSize: 2 })) taken += batch;
  expect([name, taken]).toEqual([name, 2]);
  const left = await idsIn(copy);
  await waitUntil(async () => (await idsIn(withTtl)).length === left.length, { what: `the TTL of ${name}` });
  expect(await idsIn(withTtl)).toEqual(left);
}

function rowEnding(name: string, path: string, at: Date | undefined): mongo.Document {
  const row = samples.find(({ collection }) => collection.name === name)!.row();
  const steps = path.split('.');
  const field = steps.pop()!;
  const parent = steps.reduce<mongo.Document>((inner, step) => inner[step] as mongo.Document, row);
  if (at === undefined) Reflect.deleteProperty(parent, field);
  else parent[field] = at;
  return row;
}

const idsIn = async (rows: mongo.Collection): Promise<string[]> =>
  (await rows.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id.toHexString()).sort();
