import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { keyExpression, type Unit } from '../../statistics/index.js';
import { standingAt } from '../entries/entry-lists.repository.js';
import {
  ALLOWLIST_STATUSES,
  type AllowlistAnalytics,
  type AllowlistStatus,
  DiscordAllowlistConnection,
  type Retention,
} from '../schemas/allowlist-connection.schema.js';
import { allowlistEntries, AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import { DERIVED_FIGURES } from './derived-figures.js';

/** In these, visits still say something of how it does. */
const VISITED: readonly AllowlistStatus[] = ['active', 'paused', 'closing'];
const MADE = ALLOWLIST_STATUSES.filter((status) => status !== 'draft');

interface Before {
  readonly _id: Types.ObjectId;
  readonly entries: number;
}
type Counted = Pick<DiscordAllowlistConnection, '_id' | 'guildId' | 'closedSeq'>;

/** The figures of an allowlist beside its live counts: recounted from entries and the log, never incremented. */
@Injectable()
export class AllowlistFiguresRepository {
  constructor(
    @InjectModel(DiscordAllowlistConnection.name)
    private readonly allowlists: Model<DiscordAllowlistConnection>,
    @InjectModel(AllowlistEntry.name) private readonly entries: Model<AllowlistEntry>,
  ) {}

  /** Once the list is fixed, visits change nothing: who comes to see the result could not have entered. */
  async setVisits(
    connectionId: string,
    { views, uniqueViews, pressed }: Pick<AllowlistAnalytics, 'views' | 'uniqueViews' | 'pressed'>,
  ): Promise<void> {
    await this.allowlists.updateOne(
      { _id: new Types.ObjectId(connectionId), 'allowlistData.status': { $in: VISITED } },
      [
        {
          $set: {
            'analytics.views': views,
            'analytics.uniqueViews': uniqueViews,
            'analytics.pressed': pressed,
          },
        },
        DERIVED_FIGURES,
      ],
      { updatePipeline: true },
    );
  }

  /** One pass over the entries, with a look at each member's others: never while somebody waits. */
  async recountRetention(allowlist: Counted): Promise<void> {
    const before = await this.before(allowlist);
    const [found] = await this.entries
      .aggregate<Pick<Retention, 'returning' | 'stayed'>>(retentionOf(allowlist, before?._id.toHexString()))
      .exec();
    await this.allowlists.updateOne(
      { _id: allowlist._id },
      [
        {
          $set: {
            'analytics.retention.returning': found?.returning ?? 0,
            'analytics.retention.stayed': found?.stayed ?? 0,
            'analytics.retention.before': before?.entries ?? 0,
          },
        },
        DERIVED_FIGURES,
      ],
      { updatePipeline: true },
    );
  }

  /** Entries that count by the keys of `keyOf`; of a secondary where there is one. */
  async entriesBy(
    unit: Unit,
    zone: string,
    { _id, closedSeq }: Counted,
  ): Promise<ReadonlyMap<string, number>> {
    const groups = await this.entries
      .aggregate<{ _id: string; count: number }>([
        { $match: { connectionId: _id.toHexString(), state: 'valid', ...standingAt(closedSeq) } },
        { $group: { _id: keyExpression(unit, '$createdAt', zone), count: { $sum: 1 } } },
      ] as never)
      .read('secondaryPreferred')
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS })
      .exec();
    return new Map(groups.map(({ _id: key, count }) => [key, count]));
  }

  /** The newest of the server that was made earlier and has entries. */
  private async before({ _id, guildId }: Counted): Promise<Before | undefined> {
    const [found] = await this.allowlists
      .aggregate<Before>([
        {
          $match: {
            guildId,
            'allowlistData.status': { $in: MADE },
            _id: { $lt: _id },
            'entryManagement.totals.entries': { $gt: 0 },
          },
        },
        { $sort: { _id: -1 } },
        { $limit: 1 },
        { $project: { entries: '$entryManagement.totals.entries' } },
      ])
      .exec();
    return found;
  }
}

/** Entries name their allowlist by its id, and ids rise with time: an earlier one has a lower id. */
function retentionOf({ _id, guildId, closedSeq }: Counted, before = ''): never {
  const connectionId = _id.toHexString();
  const isBefore = { $eq: ['$connectionId', before] };
  return [
    { $match: { connectionId, state: 'valid', ...standingAt(closedSeq) } },
    { $project: { _id: 0, discordId: 1 } },
    {
      $lookup: {
        from: allowlistEntries.name,
        localField: 'discordId',
        foreignField: 'discordId',
        as: 'earlier',
        pipeline: [
          {
            $match: {
              guildId,
              connectionId: { $lt: connectionId },
              state: 'valid',
              leftAt: { $exists: false },
            },
          },
          { $group: { _id: null, stayed: { $max: { $cond: [isBefore, 1, 0] } } } },
        ],
      },
    },
    { $unwind: '$earlier' },
    { $group: { _id: null, returning: { $sum: 1 }, stayed: { $sum: '$earlier.stayed' } } },
  ] as never;
}
