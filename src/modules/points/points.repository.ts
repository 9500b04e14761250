import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS, objectIdAt } from '../../infra/database/index.js';
import { ALL_TIME, Balance } from './schemas/balance.schema.js';
import { LedgerRow, type LedgerSource } from './schemas/ledger-row.schema.js';

export interface Totals {
  readonly points: number;
  readonly completions: number;
}

export type CommunityBalance = Pick<Balance, 'communityId' | 'points' | 'completions'>;

export interface DayOfPoints {
  /** When the day begins, UTC. */
  readonly day: Date;
  readonly earned: number;
  readonly completions: number;
  /** When points last moved in it. */
  readonly lastAt: Date;
}

/** A place on a board: points, and among equals the id. */
export type BoardPlace = Pick<Balance, 'points' | 'discordId'>;

/** Where a page begins: after or before a place. */
export type BoardAnchor = BoardPlace & { readonly direction: 'after' | 'before' };

/** What one ledger row does to one balance; debits are negative. */
export type BalanceChange = { readonly [Field in keyof Balance]: Balance[Field] };

/** Of a group of ledger rows: what was only moved back is not earned. */
const EARNED = {
  $sum: { $cond: [{ $and: [{ $ne: ['$source', 'refund'] }, { $gt: ['$amount', 0] }] }, '$amount', 0] },
};

@Injectable()
export class PointsRepository {
  constructor(
    @InjectModel(LedgerRow.name) private readonly ledger: Model<LedgerRow>,
    @InjectModel(Balance.name) private readonly balances: Model<Balance>,
  ) {}

  /** Inside a transaction. A second row for the same cause fails with a duplicate key. */
  async appendLedger(rows: readonly LedgerRow[]): Promise<void> {
    await this.ledger.insertMany(rows);
  }

  /**
   * Inside the same transaction as the ledger rows. What is spent must be there; else this says false, and
   * the transaction must be undone.
   */
  async addToBalances(changes: readonly BalanceChange[]): Promise<boolean> {
    const writes = changes.map(({ communityId, period, discordId, points, completions }) => ({
      updateOne: {
        filter: {
          communityId,
          period,
          discordId,
          ...(points < 0 && { points: { $gte: -points } }),
        },
        update: { $inc: { points, completions } },
        upsert: points > 0,
      },
    }));
    const { matchedCount, upsertedCount } = await this.balances.bulkWrite(writes);
    return matchedCount + upsertedCount === writes.length;
  }

  /** What a member has earned in all communities, by day (UTC), newest first; what was only moved back is not earned. */
  earnedByDay(discordId: string): Promise<DayOfPoints[]> {
    return this.ledger
      .aggregate<DayOfPoints>([
        { $match: { discordId } },
        {
          $group: {
            _id: { $dateTrunc: { date: '$at', unit: 'day' } },
            earned: EARNED,
            completions: { $sum: { $cond: [{ $eq: ['$source', 'task'] }, 1, 0] } },
            lastAt: { $max: '$at' },
          },
        },
        { $sort: { _id: -1 } },
        { $project: { _id: 0, day: '$_id', earned: 1, completions: 1, lastAt: 1 } },
      ])
      .exec();
  }

  /** All-time balances of a member, in no order. */
  balancesOf(discordId: string): Promise<CommunityBalance[]> {
    return this.balances
      .find({ discordId, period: ALL_TIME }, { _id: 0, communityId: 1, points: 1, completions: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<CommunityBalance[]>()
      .exec();
  }

  /** What a member has earned in each community, ever. */
  async earnedByCommunity(discordId: string): Promise<Map<string, number>> {
    const sums = await this.ledger
      .aggregate<{ _id: string; earned: number }>([
        { $match: { discordId } },
        { $group: { _id: '$communityId', earned: EARNED } },
      ])
      .exec();
    return new Map(sums.map(({ _id, earned }) => [_id, earned]));
  }

  /** Members whose points moved since then: by the time in the rows' ids. */
  movedSince(since: Date): Promise<string[]> {
    return this.ledger.distinct('discordId', { _id: { $gte: objectIdAt(since) } }).exec();
  }

  async totals(communityId: string, period: string, discordId: string): Promise<Totals> {
    const found = await this.balances
      .findOne({ communityId, period, discordId }, { points: 1, completions: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Balance>()
      .exec();
    return { points: found?.points ?? 0, completions: found?.completions ?? 0 };
  }

  /** Members with more points than `above` and, where it is given, fewer than `below`. */
  countBetween(communityId: string, period: string, above: number, below?: number): Promise<number> {
    const points = { $gt: above, ...(below !== undefined && { $lt: below }) };
    return this.balances
      .countDocuments({ communityId, period, points })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  /**
   * The place `distance` below the best of those who have fewer points than `below`; `null` beyond the last.
   * Skips keys of the index, so `distance` must be bounded.
   */
  async placeDown(
    communityId: string,
    period: string,
    distance: number,
    below?: number,
  ): Promise<BoardPlace | null> {
    const points = { $gt: 0, ...(below !== undefined && { $lt: below }) };
    const [found] = await this.balances
      .aggregate<BoardPlace>([
        { $match: { communityId, period, points } },
        { $sort: { points: -1, discordId: 1 } },
        { $skip: distance },
        { $limit: 1 },
        { $project: { _id: 0, points: 1, discordId: 1 } },
      ])
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS })
      .exec();
    return found ?? null;
  }

  /** Members with as many points who stand behind a place. */
  countEqualsAfter(communityId: string, period: string, { points, discordId }: BoardPlace): Promise<number> {
    return this.balances
      .countDocuments({ communityId, period, points, discordId: { $gt: discordId } })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  /** Best first, those without points left out; `before` gives the places before an anchor, in the same order. */
  async pageOfBoard(
    communityId: string,
    period: string,
    limit: number,
    anchor?: BoardAnchor,
  ): Promise<BoardPlace[]> {
    const isBackwards = anchor?.direction === 'before';
    const page = await this.balances
      .find({ communityId, period, ...beyond(anchor) }, { _id: 0, points: 1, discordId: 1 })
      .sort(isBackwards ? { points: 1, discordId: -1 } : { points: -1, discordId: 1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<BoardPlace[]>()
      .exec();
    return isBackwards ? page.reverse() : page;
  }

  /** The row of a cause, if points moved for it. */
  findRow(source: LedgerSource, sourceId: string): Promise<LedgerRow | null> {
    return this.ledger
      .findOne({ source, sourceId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<LedgerRow>()
      .exec();
  }
}

/** Two ranges of the index `ranking`: the rest of those with as many points, and those beyond them. */
function beyond(anchor: BoardAnchor | undefined): object {
  if (anchor === undefined) return { points: { $gt: 0 } };
  const { direction, points, discordId } = anchor;
  return direction === 'after'
    ? { $or: [{ points, discordId: { $gt: discordId } }, { points: { $gt: 0, $lt: points } }] }
    : { $or: [{ points, discordId: { $lt: discordId } }, { points: { $gt: points } }] };
}
