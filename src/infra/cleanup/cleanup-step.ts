import type { mongo } from 'mongoose';
import type { RetentionGroup } from '../database/schema/index.js';

export interface CleanupOrder {
  /** Of the whole run, so that all of its steps agree. */
  readonly now: Date;
  /** Only what is this much past its end; a collection may ask for more, see `Expiry.atLeastSeconds`. */
  readonly olderThanMs?: number;
  /** Rows that are changed or deleted at once. */
  readonly batchSize: number;
}

/**
 * Closes or deletes one kind of rows whose time has come. Its writes carry the condition themselves, so it
 * may run twice, in two processes at once, and while members act.
 */
export abstract class CleanupStep {
  /** For reports and metrics: fixed words. */
  abstract readonly name: string;
  abstract readonly group: RetentionGroup;
  abstract readonly does: 'closes' | 'deletes';
  /** What it takes, in a sentence. */
  abstract readonly describes: string;

  constructor(protected readonly db: mongo.Db) {}

  /** How many rows a run would take now: the sum of the portions. Whoever reads them may stop between two. */
  abstract count(order: CleanupOrder): AsyncIterable<number>;

  /** Does it: rows taken, batch by batch, 0 among them. Whoever reads them may pause or stop between two. */
  abstract run(order: CleanupOrder): AsyncIterable<number>;
}
