import type { mongo } from 'mongoose';
import type { Clock } from '../../kernel/clock.js';

/** One fault: ids, names of fields and figures, never what a person typed. */
export interface Finding {
  /** The row, or the parent of the rows, that it is about. */
  readonly id: string;
  readonly what: string;
  /** How many rows it stands for. */
  readonly count: number;
}

/** What a check works with: a database and good manners. */
export interface IntegrityScope {
  readonly db: mongo.Db;
  readonly clock: Clock;
  /** Between two portions of a scan: what members wait for goes first. @throws AbortError the run is to end */
  breathe(): Promise<void>;
  /** Resolves when figures that follow from rows written before the call have been recounted. */
  settled(): Promise<void>;
}

/** Says which rows contradict each other or the rules, and mends those that can be mended without a loss. */
export abstract class IntegrityCheck<Found extends Finding = Finding> {
  /** For reports and metrics: a fixed word such as `balances`. */
  abstract readonly name: string;
  /** What is wrong with what it finds, in a sentence. */
  abstract readonly describes: string;

  /**
   * Streams what is wrong, each fault confirmed by a second look: rows that are being written while it
   * reads are no faults.
   */
  abstract find(): AsyncIterable<Found>;

  /**
   * Absent where a person has to decide. Looks again in its own filter or transaction, so that a fault that
   * is gone by now changes nothing.
   *
   * @returns whether it changed something
   */
  repair?(finding: Found): Promise<boolean>;
}
