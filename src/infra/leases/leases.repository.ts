import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { isDuplicateKey } from '../database/index.js';
import { LeaseRow } from './lease.schema.js';

const LONG_AGO = new Date(0);

/** All times are the server's (`$$NOW`): clocks of processes may be wrong. */
@Injectable()
export class LeasesRepository {
  constructor(@InjectModel(LeaseRow.name) private readonly leases: Model<LeaseRow>) {}

  /**
   * Makes `owner` the owner if the lease is free, run out or theirs already, in one write.
   *
   * @returns the row as it stands then, whoever owns it
   */
  async take(name: string, owner: string, ttlMs: number): Promise<LeaseRow> {
    try {
      return await this.upsert(name, owner, ttlMs);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // Another process made the row at the same moment; now it is there.
      return await this.upsert(name, owner, ttlMs);
    }
  }

  /** Only for the owner of this very fence; also a while after it ran out, if nobody else took it. */
  async extend(name: string, owner: string, fence: number, ttlMs: number): Promise<boolean> {
    const { matchedCount } = await this.leases.updateOne(
      { _id: name, owner, fence },
      [{ $set: { until: after(ttlMs) } }],
      { updatePipeline: true },
    );
    return matchedCount > 0;
  }

  /** Does nothing when it is somebody else's by now. */
  async free(name: string, owner: string, fence: number): Promise<void> {
    await this.leases.updateOne(
      { _id: name, owner, fence },
      { $set: { until: LONG_AGO }, $unset: { owner: '' } },
    );
  }

  /** The condition stands in the update: an upsert takes none with `$expr` in its filter. */
  private async upsert(name: string, owner: string, ttlMs: number): Promise<LeaseRow> {
    const isTheirs = { $eq: ['$owner', owner] };
    const isOver = { $lte: [{ $ifNull: ['$until', LONG_AGO] }, '$$NOW'] };
    const mayTake = { $or: [isTheirs, isOver] };
    const fence = { $ifNull: ['$fence', 0] };
    return await this.leases
      .findOneAndUpdate(
        { _id: name },
        [
          {
            $set: {
              owner: { $cond: [mayTake, owner, '$owner'] },
              until: { $cond: [mayTake, after(ttlMs), '$until'] },
              fence: { $cond: [{ $and: [isOver, { $not: [isTheirs] }] }, { $add: [fence, 1] }, fence] },
            },
          },
        ],
        { upsert: true, returnDocument: 'after', updatePipeline: true },
      )
      .lean<LeaseRow>()
      .exec();
  }
}

const after = (ms: number) => ({ $add: ['$$NOW', ms] });
