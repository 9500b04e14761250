import type { mongo } from 'mongoose';

/**
 * One step of the database, in `migrations/NNNN-slug.ts`. Speaks to the driver, never to today's
 * schemas; each function can run twice; never edited once released.
 */
export interface Migration {
  readonly description: string;
  /** `false`: what `up` changed can't be had back, so a rollback refuses. */
  readonly isReversible?: boolean;
  /** Collections that `down` removes: a rollback looks before it begins whether they hold documents. */
  readonly drops?: readonly string[];
  /** Documents that `up` would change now, by collection; for `--dry-run`. */
  estimate?(db: mongo.Db): Promise<Readonly<Record<string, number>>>;
  up(db: mongo.Db, batches: Batches): Promise<void>;
  down(db: mongo.Db, batches: Batches): Promise<void>;
  /** @throws when what `up` promises does not hold */
  verify(db: mongo.Db): Promise<void>;
}

export interface BatchOptions {
  /** Of its own within the migration: letters, digits, `-` and `_`. */
  readonly name: string;
  readonly collection: string;
  readonly filter?: mongo.Filter<mongo.Document>;
  /** Documents at once, 1,000 unless told; a batch is one transaction. */
  readonly size?: number;
}

/** Long work, in steps that survive the death of the process. */
export interface Batches {
  /**
   * Hands over the documents that match, in the order of `_id`. The writes of `work` belong to `session`:
   * they are committed together with the place that was reached, and only while this process holds the lock.
   * `work` may run several times for one batch, of which one counts. Documents that come up behind the place
   * are not seen.
   *
   * @returns how many documents there were, those before an interruption among them
   */
  each(
    options: BatchOptions,
    work: (documents: readonly mongo.WithId<mongo.Document>[], session: mongo.ClientSession) => Promise<void>,
  ): Promise<number>;
}

export interface MigrationFile {
  /** Four digits, such as `0001`. */
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the source, line ends normalised. */
  readonly checksum: string;
  readonly migration: Migration;
}

export const fullName = ({ id, name }: Pick<MigrationFile, 'id' | 'name'>): string => `${id}-${name}`;
