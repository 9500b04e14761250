import type { mongo } from 'mongoose';

/**
 * One step of the database, in `migrations/NNNN-slug.ts`. Speaks to the driver, never to today's
 * schemas; each function can run twice; never edited once released.
 */
export interface Migration {
  readonly description: string;
  up(db: mongo.Db): Promise<void>;
  down(db: mongo.Db): Promise<void>;
  /** @throws when what `up` promises does not hold */
  verify(db: mongo.Db): Promise<void>;
}

export interface MigrationFile {
  /** Four digits, such as `0001`. */
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the source, line ends normalised. */
  readonly checksum: string;
  readonly migration: Migration;
}
