import { SECOND_MS } from '../../kernel/clock.js';

/**
 * What rows owe to the world: points, a message, an edit. A row is due while its `due` date stands;
 * the effect acts and takes the date off, guarded, so that acting twice is harmless.
 */
export abstract class DueEffect {
  /** For logs and metrics. */
  abstract readonly name: string;
  /** Members who wait for an answer come first, for so long; what is due then follows all at once. */
  readonly giveWayMs: number = 2 * SECOND_MS;

  /**
   * Moves `due` of at most `limit` due rows to `until`, so that other processes leave them alone and a
   * row that fails comes back then; returns their ids.
   */
  abstract claim(now: Date, until: Date, limit: number): Promise<string[]>;

  /**
   * Acts for many rows at once, where that is cheaper than one by one.
   *
   * @returns the rows that are left for `run`
   */
  runTogether(ids: readonly string[]): Promise<readonly string[]> {
    return Promise.resolve(ids);
  }

  /** Moves `due` of a row that failed to a later time, unless it is no longer what the claim has set. */
  abstract postpone(id: string, claimedUntil: Date, until: Date): Promise<void>;

  /** Acts for one row and takes its `due` off. May run twice for a row, also at the same time. */
  abstract run(id: string): Promise<void>;
}
