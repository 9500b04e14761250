import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { INTERACTION_MAX_TIME_MS, isDuplicateKey } from '../../../infra/database/index.js';
import {
  FAILURES_TO_LOCK,
  REMEMBERED_MEMBERS,
  Restriction,
  type RestrictedKind,
} from '../schemas/restriction.schema.js';

export interface Failure {
  readonly kind: RestrictedKind;
  readonly subject: string;
  readonly at: Date;
  /** Failures before that no longer count. */
  readonly since: Date;
  /** Of the lock, if this failure makes one. */
  readonly lockUntil: Date;
}

export interface BrowserUse {
  readonly subject: string;
  readonly member: string;
  readonly at: Date;
  /** Uses before that no longer count. */
  readonly since: Date;
  readonly keepUntil: Date;
}

/** One atomic write each: five failures at once lock as five one after the other do. */
@Injectable()
export class RestrictionsRepository {
  constructor(@InjectModel(Restriction.name) private readonly rows: Model<Restriction>) {}

  /** The end of the longest lock of these. */
  async lockedUntil(subjects: readonly string[], now: Date): Promise<Date | null> {
    const locked = await this.rows
      .find({ subject: { $in: subjects }, lockedUntil: { $gt: now } }, { lockedUntil: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Restriction[]>()
      .exec();
    const ends = locked.flatMap(({ lockedUntil }) =>
      lockedUntil === undefined ? [] : [lockedUntil.getTime()],
    );
    return ends.length === 0 ? null : new Date(Math.max(...ends));
  }

  /** Whether this failure was the one that locks. */
  async countFailure({ kind, subject, at, since, lockUntil }: Failure): Promise<boolean> {
    const recent = { $filter: { input: orNone('$failures'), cond: { $gt: ['$$this', since] } } };
    const isFull = { $gte: [{ $size: '$failures' }, FAILURES_TO_LOCK] };
    const row = await this.change({ subject }, [
      {
        $set: {
          kind,
          members: orNone('$members'),
          failures: { $slice: [{ $concatArrays: [recent, [at]] }, -FAILURES_TO_LOCK] },
          expiresAt: { $max: ['$expiresAt', lockUntil] },
        },
      },
      { $set: { lockedUntil: { $cond: [isFull, lockUntil, '$lockedUntil'] } } },
      { $set: { failures: { $cond: [isFull, [], '$failures'] } } },
    ]);
    return row?.failures.length === 0;
  }

  async forgetFailures(subjects: readonly string[]): Promise<void> {
    await this.rows
      .updateMany({ subject: { $in: subjects } }, { $set: { failures: [] } })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  /** How many members have used the browser since `since`, this one included. */
  async addMember({ subject, member, at, since, keepUntil }: BrowserUse): Promise<number> {
    const isAnother = { $and: [{ $ne: ['$$this.member', member] }, { $gt: ['$$this.at', since] }] };
    const others = { $filter: { input: orNone('$members'), cond: isAnother } };
    const row = await this.change({ subject }, [
      {
        $set: {
          kind: 'browser',
          failures: orNone('$failures'),
          members: { $slice: [{ $concatArrays: [others, [{ member, at }]] }, -REMEMBERED_MEMBERS] },
          expiresAt: { $max: ['$expiresAt', keepUntil] },
        },
      },
    ]);
    return row?.members.length ?? 0;
  }

  async forgetMember(subjects: readonly string[], now: Date): Promise<void> {
    const mine = { $in: [...subjects] };
    await this.rows.updateMany({ 'members.member': mine }, { $pull: { members: { member: mine } } });
    await this.rows.updateMany({ subject: mine }, { $set: { failures: [] } });
    await this.rows.deleteMany({ subject: mine, lockedUntil: { $not: { $gt: now } } });
  }

  /** By the driver: mongoose casts no pipelines. */
  private async change(filter: mongo.Document, stages: mongo.Document[]): Promise<Restriction | null> {
    const write = () =>
      this.rows.collection.findOneAndUpdate(filter, stages, {
        upsert: true,
        returnDocument: 'after',
        maxTimeMS: INTERACTION_MAX_TIME_MS,
      }) as Promise<Restriction | null>;
    try {
      return await write();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return write();
    }
  }
}

const orNone = (field: string) => ({ $ifNull: [field, []] });
