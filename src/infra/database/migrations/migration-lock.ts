import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { mongo } from 'mongoose';

interface LeaseRow {
  _id: string;
  owner?: string;
  until: Date;
  /** Grows with each holder. */
  fence: number;
}

const LEASE_MS = 30_000;
const LEASE_ID = 'migrations';

/** Only one process migrates: a lease on the server's clock, free again at most 30 s after its holder died. */
export class MigrationLock {
  private readonly owner = `${hostname()}/${String(process.pid)}/${randomUUID()}`;
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: mongo.Db,
    private readonly onWait: () => void,
  ) {}

  /** Waits for the lease, runs `work` while renewing it, and frees it whatever happens. */
  async hold<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.leases.updateOne(
      { _id: LEASE_ID },
      { $setOnInsert: { until: new Date(0), fence: 0 } },
      { upsert: true },
    );
    let isWaiting = false;
    while (!(await this.tryAcquire())) {
      if (!isWaiting) this.onWait();
      isWaiting = true;
      await delay(250);
    }
    this.heartbeat = setInterval(() => {
      // A missed renewal is mended by the next; if none succeeds, the lease ends by itself.
      this.renew().catch(() => undefined);
    }, LEASE_MS / 3);
    try {
      return await work();
    } finally {
      clearInterval(this.heartbeat);
      await this.leases.updateOne(
        { _id: LEASE_ID, owner: this.owner },
        { $unset: { owner: '' }, $set: { until: new Date(0) } },
      );
    }
  }

  private get leases(): mongo.Collection<LeaseRow> {
    return this.db.collection<LeaseRow>('leases');
  }

  private async tryAcquire(): Promise<boolean> {
    const taken = await this.leases.findOneAndUpdate(
      { _id: LEASE_ID, $expr: { $lte: ['$until', '$$NOW'] } },
      [{ $set: { owner: this.owner, until: { $add: ['$$NOW', LEASE_MS] }, fence: { $add: ['$fence', 1] } } }],
    );
    return taken !== null;
  }

  private async renew(): Promise<void> {
    await this.leases.updateOne({ _id: LEASE_ID, owner: this.owner }, [
      { $set: { until: { $add: ['$$NOW', LEASE_MS] } } },
    ]);
  }
}
