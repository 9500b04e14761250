import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';
import { SECOND_MS } from '../../kernel/clock.js';
import { pause } from '../../kernel/pause.js';
import { Metrics, scope } from '../observability/index.js';
import { type FollowedCollection, stagesOf } from './followed-changes.js';

/** How old a value may be that no longer agrees with the database. */
export const STALE_LIMIT_MS = SECOND_MS;
/** Twice in that, so that one look may come late. */
const LOOK_INTERVAL_MS = SECOND_MS / 2;
const LONGEST_RETRY_MS = 15 * SECOND_MS;

export interface Follower extends FollowedCollection {
  /** Must not fail. What was heard counts as done when this resolves. */
  onChange(change: mongo.ChangeStreamDocument): Promise<void>;
}

/**
 * Tells caches what changed in the database: one change stream per process, looked at twice a second.
 * It says how far it can be relied on; after a gap nothing from before the gap can.
 */
@Injectable()
export class ChangeFeed {
  /** How long it waits after it broke; longer each time that it doesn't come to follow. */
  readonly firstRetryMs: number = SECOND_MS;
  private readonly logger = new Logger(ChangeFeed.name);
  private readonly followers: Follower[] = [];
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  /** Both in `performance.now()`: every change between them was told. */
  private gaplessSince = Infinity;
  private heardUntil = -Infinity;

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly metrics: Metrics,
  ) {}

  /** Caches register before the start. */
  register(follower: Follower): void {
    this.followers.push(follower);
  }

  start(): void {
    if (this.followers.length === 0) return;
    this.running = scope.run({ job: 'cache-feed' }, () => this.follow());
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /**
   * Whether every change since `readAtMs` (`performance.now()`) was told, but for those of the last second.
   * A value that was read then and not dropped since is so true as of a second ago.
   */
  covers(readAtMs: number): boolean {
    return readAtMs >= this.gaplessSince && performance.now() - this.heardUntil < STALE_LIMIT_MS;
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    let retryInMs = this.firstRetryMs;
    while (!signal.aborted) {
      try {
        await this.followStream(signal);
      } catch (err) {
        if (this.gaplessSince < Infinity) retryInMs = this.firstRetryMs;
        this.logger.warn({ msg: 'The change feed broke; cached values live a second now', err, retryInMs });
      } finally {
        this.gaplessSince = Infinity;
      }
      await pause(retryInMs, signal);
      retryInMs = Math.min(retryInMs * 2, LONGEST_RETRY_MS);
    }
  }

  /** Ends when the signal fires, or by an error of the stream or of the database. */
  private async followStream(signal: AbortSignal): Promise<void> {
    const { db } = this.connection;
    if (db === undefined) throw new Error('not connected');
    const { operationTime } = (await db.command({ ping: 1 })) as { operationTime: mongo.Timestamp };
    const stream = db.watch(stagesOf(this.followers), {
      startAtOperationTime: operationTime,
      fullDocument: 'updateLookup',
      maxAwaitTimeMS: 1,
    });
    try {
      while (!signal.aborted) {
        const lookedAt = performance.now();
        await this.tellChanges(stream);
        // Only now: until the stream was open, older writes may have become visible behind its start.
        if (this.gaplessSince === Infinity) this.gaplessSince = performance.now();
        this.heardUntil = lookedAt;
        this.metrics.cacheFeedHeardAt.setToCurrentTime();
        await pause(LOOK_INTERVAL_MS, signal);
      }
    } finally {
      await stream.close();
    }
  }

  private async tellChanges(stream: mongo.ChangeStream): Promise<void> {
    for (let change = await stream.tryNext(); change !== null; change = await stream.tryNext()) {
      const { ns } = change as { ns?: { coll?: string } };
      // The whole database is gone, and with it the stream.
      if (ns?.coll === undefined) throw new Error(`The stream ends with ${change.operationType}`);
      const concerned = this.followers.filter(({ collection }) => collection === ns.coll);
      await Promise.all(concerned.map((follower) => follower.onChange(change)));
    }
  }
}
