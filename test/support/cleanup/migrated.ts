import type { mongo } from 'mongoose';
import { loadMigrations } from '../../../src/infra/database/migrations/migration-files.js';
import { MigrationRunner } from '../../../src/infra/database/migrations/migration-runner.js';
import { Validators } from '../../../src/infra/database/schema/index.js';
import { type CleanupReport, runCleanup } from '../../../src/maintenance/cleanup/run-cleanup.js';
import { cleanupSteps } from '../../../src/maintenance/cleanup/steps.js';
import { collections } from '../../../src/maintenance/collections.js';
import { type TestDatabase, useTestDatabase } from '../mongo/test-database.js';

export interface CleanOptions {
  readonly now: Date;
  readonly mode?: 'run' | 'count';
  readonly olderThanMs?: number;
  readonly batchSize?: number;
  readonly breathe?: () => Promise<void>;
}

/** A migrated database and all steps of the cleanup on it. Call it at the top of a spec. */
export function useCleanDatabase(): TestDatabase & {
  clean: (options: CleanOptions) => Promise<CleanupReport>;
  /** Rows by step, without those of 0. */
  taken: (options: CleanOptions) => Promise<Record<string, number>>;
} {
  const database = useTestDatabase();
  beforeAll(async () => {
    const db: mongo.Db = database.db();
    await new MigrationRunner(db, await loadMigrations(), new Validators(db, collections)).migrate();
    await db.collection('leases').deleteMany();
  });
  const clean = (options: CleanOptions): Promise<CleanupReport> =>
    runCleanup(cleanupSteps(database.db(), collections), {
      mode: 'run',
      batchSize: 500,
      breathe: () => Promise.resolve(),
      ...options,
    });
  return {
    ...database,
    clean,
    taken: async (options) => {
      const { steps } = await clean(options);
      for (const { failure } of steps) expect(failure).toBeUndefined();
      return Object.fromEntries(steps.filter(({ rows }) => rows > 0).map(({ name, rows }) => [name, rows]));
    },
  };
}
