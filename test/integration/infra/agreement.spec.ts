// Real: the schemas, the validators derived from them, a MongoDB. It judges the documents that mongoose judges in
// test/integration/models.spec.ts: both must say what each of them expects.
import '../../../src/infra/database/mongoose-defaults.js';
import mongoose, { mongo } from 'mongoose';
import { type Collection, jsonSchemaOf } from '../../../src/infra/database/schema/index.js';
import { collections } from '../../../src/maintenance/collections.js';
import { aFullDocument } from '../../support/builders/full-document.js';
import { mutationsOf, writtenBy } from '../../support/builders/mutations.js';
import { useTestDatabase } from '../../support/mongo/test-database.js';

const database = useTestDatabase();
const connection = mongoose.createConnection();
afterAll(() => connection.close());

type Row = Record<string, unknown>;

/** By the validator; by MongoDB itself, which takes no list and no operator as an _id. */
const REFUSED = 121;
const NO_ID = [52, 53];

/** Which of them MongoDB's validator takes, by their place. */
async function takenBy({ name, schema }: Collection, rows: readonly Row[]): Promise<boolean[]> {
  const scratch = `judge_${name}`;
  await database.db().dropCollection(scratch);
  // Without the unique indexes, whose refusals would be others.
  await database.db().createCollection(scratch, { validator: { $jsonSchema: jsonSchemaOf(schema) } });
  const refused = new Set<number>();
  const inserts = rows.map((document, index) => ({
    insertOne: { document: { ...document, ...freshId(document, index) } },
  }));
  try {
    await database.db().collection(scratch).bulkWrite(inserts, { ordered: false });
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    for (const { index, code } of [error.writeErrors].flat()) {
      expect([REFUSED, ...NO_ID]).toContain(code);
      refused.add(index);
    }
  }
  return rows.map((_, index) => !refused.has(index));
}

/** The same documents have the same id; here each needs its own. */
function freshId({ _id }: Row, index: number): Row {
  if (_id instanceof mongo.ObjectId) return { _id: new mongo.ObjectId() };
  const letters = index.toString(2).replaceAll('0', 'a').replaceAll('1', 'b');
  return _id === 'word' ? { _id: `word-${letters}` } : {};
}

describe.each(collections)('$name', (collection) => {
  const model = connection.model<unknown>(collection.target.name, collection.schema);

  it('takes and refuses what mongoose does, and nothing that mongoose would cast', async () => {
    const mutations = mutationsOf(collection);
    const taken = await takenBy(
      collection,
      mutations.map(({ document }) => document),
    );
    const differ = mutations.filter(({ expected }, index) => (expected === 'takes') !== taken[index]);
    expect(differ.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
  });

  it('takes what mongoose makes of a document that it casts, or that lacks defaults', async () => {
    const changes = mutationsOf(collection).filter(({ expected }) => expected === 'changes');
    const rows = await Promise.all(changes.map(({ document }) => writtenBy(model, document)));
    const taken = await takenBy(collection, [aFullDocument(collection), ...rows.map((row) => row!)]);
    expect(taken).toEqual(taken.map(() => true));
  });
});
