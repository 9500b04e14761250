import type { mongo } from 'mongoose';
import type { MigrationFile } from '../../../src/infra/database/migrations/migration.js';

const nothing = (): Promise<void> => Promise.resolve();

/** A migration that does nothing but what is given. */
export function aMigration(
  id: string,
  given: Partial<MigrationFile['migration']> = {},
  checksum = `sum-${id}`,
): MigrationFile {
  return {
    id,
    name: `step-${id}`,
    checksum,
    migration: { description: 'A step', up: nothing, down: nothing, verify: nothing, ...given },
  };
}

/** Doubles `value` of each document of `numbers`, a few at a time: run twice over one document, it shows. */
export const doubling = (size = 10): Partial<MigrationFile['migration']> => ({
  up: async (db, batches) => {
    await batches.each({ name: 'double', collection: 'numbers', size }, async (documents, session) => {
      const operations = documents.map(({ _id }) => ({
        updateOne: { filter: { _id }, update: { $mul: { value: 2 } } },
      }));
      await db.collection('numbers').bulkWrite(operations, { session });
    });
  },
  down: async (db, batches) => {
    await batches.each({ name: 'halve', collection: 'numbers', size }, async (documents, session) => {
      const ids = documents.map(({ _id }) => _id);
      await db.collection('numbers').updateMany({ _id: { $in: ids } }, { $mul: { value: 0.5 } }, { session });
    });
  },
});

/** `numbers` with the values 1 to `count`, under ids of two kinds, which no `$gt` has in one order. */
export async function writeNumbers(db: mongo.Db, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => ({ value: index + 1 }));
  const rows = numbers.map((row, index) => (index % 2 === 0 ? row : { _id: `n${String(index)}`, ...row }));
  await db.collection('numbers').insertMany(rows as mongo.OptionalId<mongo.Document>[]);
}

export async function valuesIn(db: mongo.Db): Promise<number[]> {
  const rows = await db.collection('numbers').find().toArray();
  return rows.map(({ value }) => value as number).sort((a, b) => a - b);
}
