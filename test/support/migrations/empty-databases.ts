import type { mongo } from 'mongoose';
import { useTestDatabase } from '../mongo/test-database.js';

/** Call it at the top of a spec: each call of what it gives is another empty database, which ends with the file. */
export function useEmptyDatabases(): { next: () => mongo.Db; uriOf: (db: mongo.Db) => string } {
  const opened: mongo.Db[] = [];
  // Before the hook of `useTestDatabase`, which closes the connection.
  afterAll(async () => {
    await Promise.all(opened.map((db) => db.dropDatabase()));
  });
  const database = useTestDatabase();
  return {
    next: () => {
      const db = database.client().db(`m${opened.length + 1}_${database.db().databaseName}`);
      opened.push(db);
      return db;
    },
    uriOf: (db) => {
      const uri = new URL(database.uri);
      uri.pathname = `/${db.databaseName}`;
      return uri.href;
    },
  };
}
