import type { mongo } from 'mongoose';
import { SECOND_MS } from '../../kernel/clock.js';

/** A figure on a parent that follows from its children: recounted, never incremented. */
export abstract class Projection {
  /** For logs and metrics. */
  abstract readonly name: string;
  /** The children's collection. */
  abstract readonly collection: string;
  /** A filter on change events of the collection: keeps those which can alter the figure. */
  abstract readonly relevant: mongo.Document;
  /** The fields of an event that `parentOf` reads; MongoDB sends no others. */
  abstract readonly reads: readonly string[];
  /** How long a parent rests after a recount, at least: longer for figures that nobody watches change. */
  readonly restMs: number = SECOND_MS;
  /** How long its recounts may take in a turn, each second: what is left waits, and keeps nobody else waiting. */
  readonly turnMs: number = SECOND_MS / 4;

  /**
   * The parent that a change makes dirty. Is also asked for changes which are relevant to another
   * projection of the same collection.
   */
  abstract parentOf(change: mongo.ChangeStreamDocument): string | undefined;
  /** Parents to recount at start and after a gap in the stream. */
  abstract openParents(): Promise<string[]>;
  /** Counts from the index and writes the figure; the same call repairs. */
  abstract recount(parentId: string): Promise<void>;
}
