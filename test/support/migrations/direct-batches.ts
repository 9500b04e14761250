import type { mongo } from 'mongoose';
import type { Batches } from '../../../src/infra/database/migrations/migration.js';

/** Batches without a ledger and a lock: all documents at once, in a transaction. */
export const directBatches = (db: mongo.Db): Batches => ({
  each: async ({ collection, filter = {} }, work) =>
    db.client.withSession((session) =>
      session.withTransaction(async () => {
        const documents = await db.collection(collection).find(filter, { session }).toArray();
        if (documents.length > 0) await work(documents, session);
        return documents.length;
      }),
    ),
});
