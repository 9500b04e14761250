import type { mongo } from 'mongoose';
import { loadMigrations } from '../../../src/infra/database/migrations/migration-files.js';
import type { Migration } from '../../../src/infra/database/migrations/migration.js';
import { directBatches } from './direct-batches.js';

export interface Expectations {
  /** Writes documents as they are before it. */
  readonly before: (db: mongo.Db) => Promise<unknown>;
  /** Expects them to be as they are behind it. */
  readonly after: (db: mongo.Db) => Promise<unknown>;
}

/** A migration on what all before it have made: up, verify, down, up again, each of them twice. */
export async function upVerifyDownUp(
  db: mongo.Db,
  id: string,
  { before, after }: Expectations,
): Promise<void> {
  const files = await loadMigrations();
  const batches = directBatches(db);
  for (const earlier of files.filter((file) => file.id < id)) await earlier.migration.up(db, batches);
  const { migration } = files.find((file) => file.id === id) as { migration: Migration };
  await before(db);
  const twice = async (work: () => Promise<void>): Promise<void> => {
    await work();
    await work();
  };
  for (const isLast of [false, true]) {
    await twice(() => migration.up(db, batches));
    await migration.verify(db);
    await after(db);
    if (!isLast) await twice(() => migration.down(db, batches));
  }
}
