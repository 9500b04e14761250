import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import { isDuplicateKey } from '../database-errors.js';
import { MigrationLockedError, MigrationLockLostError } from './migration-errors.js';

interface LeaseRow {
  _id: string;
  owner?: string;
  until: Date;
  /** Grows with each holder. */
  fence: number;
}

/** The lock as it stands, by the server's clock. */
export interface LockState {
  readonly isHeld: boolean;
  readonly fence: number;
  /** `host/pid/since/…` of who holds it, or died holding it. */
  readonly owner?: string;
  /** Until it is free unless it is renewed, ms; 0 when it is free. */
  readonly leftMs: number;
}

export interface HeldLock {
  readonly owner: string;
  readonly fence: number;
  /** Fires when somebody else may have the lock; the reason is a `MigrationLockLostError`. */
  readonly lost: AbortSignal;
}

export interface LockOptions {
  /** How long to wait for another holder, ms; unset: until it is through. */
  readonly waitMs?: number | undefined;
  /** Ends the waiting, with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called once when another process holds the lock. */
  readonly onWait?: (holder: LockState) => void;
  /** A renewal failed, which the next one may mend; or the lock could not be freed, and ends by itself. */
  readonly onMissed?: (error: unknown) => void;
}

const LEASE_MS = 30_000;
/** After so long without a renewal the holder gives up; the rest is for clocks of different speeds. */
const SAFE_MS = 0.8 * LEASE_MS;
const LOOK_MS = 250;

/**
 * Only one process migrates: a lease on the server's clock, free again at most 30 s after its holder died.
 * Under another name, the same for other work of an operator.
 */
export class MigrationLock {
  private readonly owner = [hostname(), process.pid, new Date().toISOString(), randomUUID()].join('/');

  constructor(
    private readonly db: mongo.Db,
    private readonly name: 'migrations' | 'key-rotation' = 'migrations',
  ) {}

  /**
   * Waits for the lease, runs `work` while renewing it, and frees it whatever happens.
   *
   * @throws MigrationLockedError it was held by others for longer than `waitMs`
   */
  async hold<Result>(options: LockOptions, work: (held: HeldLock) => Promise<Result>): Promise<Result> {
    const fence = await this.acquire(options);
    const lost = new AbortController();
    const heartbeat = this.keepAlive(fence, lost, options.onMissed);
    try {
      return await work({ owner: this.owner, fence, lost: lost.signal });
    } finally {
      clearInterval(heartbeat);
      // Not freed, it ends by itself; an error here must not hide that of `work`.
      await this.leases
        .updateOne(
          { _id: this.name, owner: this.owner, fence },
          { $unset: { owner: '' }, $set: { until: new Date(0) } },
        )
        .catch(options.onMissed ?? (() => undefined));
    }
  }

  async state(): Promise<LockState> {
    const leftMs = { $max: [0, { $subtract: ['$until', '$$NOW'] }] };
    const [row] = await this.leases
      .aggregate<{ owner?: string; fence: number; leftMs: number }>([
        { $match: { _id: this.name } },
        { $project: { owner: 1, fence: 1, leftMs } },
      ])
      .toArray();
    if (row === undefined) return { isHeld: false, fence: 0, leftMs: 0 };
    const { owner, fence } = row;
    return {
      isHeld: owner !== undefined && row.leftMs > 0,
      fence,
      leftMs: row.leftMs,
      ...(owner !== undefined && { owner }),
    };
  }

  /**
   * Takes the lock from whoever held it at `fence`: a batch that they have under way is refused at its
   * commit, as the fence has grown. Returns whether it was still theirs.
   */
  async release(fence: number, session: mongo.ClientSession): Promise<boolean> {
    const { modifiedCount } = await this.leases.updateOne(
      { _id: this.name, fence },
      { $unset: { owner: '' }, $set: { until: new Date(0) }, $inc: { fence: 1 } },
      { session },
    );
    return modifiedCount > 0;
  }

  /** Within a transaction: @throws MigrationLockLostError `held` is over */
  async assertHeld({ owner, fence }: HeldLock, session: mongo.ClientSession): Promise<void> {
    const row = await this.leases.findOne({ _id: this.name, owner, fence }, { session });
    if (row === null) throw new MigrationLockLostError('The lock went to another process');
  }

  private get leases(): mongo.Collection<LeaseRow> {
    return this.db.collection<LeaseRow>('leases');
  }

  private async acquire({ waitMs = Infinity, signal, onWait }: LockOptions): Promise<number> {
    await this.makeRow();
    const startedAt = performance.now();
    for (let isFirst = true; ; isFirst = false) {
      signal?.throwIfAborted();
      const taken = await this.tryAcquire();
      if (taken !== null) return taken.fence;
      const holder = await this.state();
      if (isFirst) onWait?.(holder);
      if (performance.now() - startedAt >= waitMs)
        throw new MigrationLockedError(`Another process holds the lock: ${holderOf(holder)}`);
      await delay(LOOK_MS, undefined, { signal }).catch((error: unknown) => {
        signal?.throwIfAborted(); // with its own reason
        throw error;
      });
    }
  }

  private async makeRow(): Promise<void> {
    try {
      await this.leases.updateOne(
        { _id: this.name },
        { $setOnInsert: { until: new Date(0), fence: 0 } },
        { upsert: true },
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error; // another process made it at the same moment
    }
  }

  private tryAcquire(): Promise<LeaseRow | null> {
    return this.leases.findOneAndUpdate(
      { _id: this.name, $expr: { $lte: ['$until', '$$NOW'] } },
      [{ $set: { owner: this.owner, until: { $add: ['$$NOW', LEASE_MS] }, fence: { $add: ['$fence', 1] } } }],
      { returnDocument: 'after' },
    );
  }

  private keepAlive(
    fence: number,
    lost: AbortController,
    onMissed: (error: unknown) => void = () => undefined,
  ): NodeJS.Timeout {
    let safeUntil = performance.now() + SAFE_MS;
    const lose = (why: string): void => {
      lost.abort(new MigrationLockLostError(why));
    };
    const renew = async (): Promise<void> => {
      const sentAt = performance.now();
      if (sentAt > safeUntil) lose('The lock could not be renewed in time');
      const { matchedCount } = await this.leases.updateOne({ _id: this.name, owner: this.owner, fence }, [
        { $set: { until: { $add: ['$$NOW', LEASE_MS] } } },
      ]);
      if (matchedCount === 0) lose('The lock was released by somebody else');
      safeUntil = sentAt + SAFE_MS;
    };
    return setInterval(() => {
      renew().catch(onMissed);
    }, LEASE_MS / 3);
  }
}

/** `host, process 42, since 2026-01-31T10:00:00Z`, as far as it is known. */
export function holderOf({ owner = 'unknown' }: LockState): string {
  const [host = owner, pid, since] = owner.split('/');
  return [host, pid && `process ${pid}`, since && `since ${since.replace(/\.\d+Z$/, 'Z')}`]
    .filter(Boolean)
    .join(', ');
}
