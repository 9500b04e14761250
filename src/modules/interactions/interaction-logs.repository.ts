import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, mongo } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../infra/database/index.js';
import { DiscordInteractionLog } from './schemas/interaction-log.schema.js';

export interface GuildFigures {
  readonly interactions: number;
  /** Members with at least one interaction. */
  readonly activeMembers: number;
}

export interface GuildActivity {
  /** As far as the log goes: 90 days. */
  readonly interactions: number;
  readonly newestAt?: Date;
}

export interface Views {
  readonly views: number;
  readonly viewers: number;
}

export interface Appended {
  readonly written: number;
  /** There before. */
  readonly repeated: number;
  /** For good: the validator doesn't take them. */
  readonly refused: number;
}

const DUPLICATE_KEY = 11_000;
const REFUSED_BY_VALIDATOR = 121;

/**
 * Acknowledged by the primary's memory alone: the log is no truth of points, so a row that a failover loses
 * is worth less than the wait of every batch for a majority and its disks.
 */
const APPEND_OPTIONS = {
  ordered: false,
  ignoreUndefined: true,
  writeConcern: { w: 1, j: false },
  maxTimeMS: 10_000,
} as const;

/** The rows of the interaction log; each query is served by an index, and ends with the rows' 90 days. */
@Injectable()
export class InteractionLogsRepository {
  constructor(@InjectModel(DiscordInteractionLog.name) private readonly logs: Model<DiscordInteractionLog>) {}

  /**
   * Past mongoose's documents; the collection's validator checks. Each row for itself: one that is there
   * already, or that is refused, stops no other. Doing it again is harmless.
   *
   * @throws what else MongoDB says; some of the rows may be written
   */
  async append(rows: readonly DiscordInteractionLog[]): Promise<Appended> {
    try {
      const { insertedCount } = await this.logs.collection.insertMany([...rows], APPEND_OPTIONS);
      return { written: insertedCount, repeated: 0, refused: 0 };
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
      const faults = [error.writeErrors].flat();
      const repeated = faults.filter(({ code }) => code === DUPLICATE_KEY).length;
      const refused = faults.filter(({ code }) => code === REFUSED_BY_VALIDATOR).length;
      if (faults.length === 0 || repeated + refused < faults.length) throw error;
      return { written: error.insertedCount, repeated, refused };
    }
  }

  /** Of `[from, to)`. */
  async figures(guildId: string, from: Date, to: Date): Promise<GuildFigures> {
    const [found] = await this.logs
      .aggregate<GuildFigures>([
        { $match: { guildId, 'timing.timestamp': { $gte: from, $lt: to } } },
        { $group: { _id: '$userId', count: { $sum: 1 } } },
        { $group: { _id: null, interactions: { $sum: '$count' }, activeMembers: { $sum: 1 } } },
        { $project: { _id: 0 } },
      ])
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS });
    return found ?? { interactions: 0, activeMembers: 0 };
  }

  /** From an index alone. */
  async activityOf(guildId: string): Promise<GuildActivity> {
    const [interactions, newest] = await Promise.all([
      this.logs.countDocuments({ guildId }),
      this.logs
        .findOne({ guildId }, { _id: 0, 'timing.timestamp': 1 })
        .sort({ 'timing.timestamp': -1 })
        .lean<Pick<DiscordInteractionLog, 'timing'>>(),
    ]);
    return { interactions, ...(newest !== null && { newestAt: newest.timing.timestamp }) };
  }

  /** Of the newest interactions since then, in milliseconds until the first answer; those without one are left out. */
  async responseTimes(since: Date, limit: number): Promise<number[]> {
    const newest = await this.logs
      .find({ 'timing.timestamp': { $gte: since } }, { _id: 0, 'timing.responseTime': 1 })
      .sort({ 'timing.timestamp': -1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Pick<DiscordInteractionLog, 'timing'>[]>()
      .exec();
    return newest.flatMap(({ timing: { responseTime } }) =>
      responseTime === undefined ? [] : [responseTime],
    );
  }

  /** Servers with an interaction since then. */
  async activeGuildIds(since: Date): Promise<string[]> {
    return this.logs.distinct('guildId', { 'timing.timestamp': { $gte: since } });
  }

  /** Controls with an id that begins like this which were used since then. */
  async usedControlIds(prefix: string, since: Date): Promise<string[]> {
    const customId = { $gte: prefix, $lt: `${prefix}\uffff` };
    return this.logs.distinct('interaction.customId', {
      'timing.timestamp': { $gte: since },
      'interaction.customId': customId,
    });
  }

  /** Newest first; `before` is the time of the last row of the page before. */
  pageOfMember(userId: string, before: Date | undefined, limit: number): Promise<DiscordInteractionLog[]> {
    return this.logs
      .find({ userId, ...(before && { 'timing.timestamp': { $lt: before } }) })
      .sort({ 'timing.timestamp': -1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordInteractionLog[]>()
      .exec();
  }

  /** How often the controls with these ids were used, and by how many, from an index alone. */
  async viewsOf(customIds: readonly string[]): Promise<Views> {
    const [found] = await this.logs
      .aggregate<Views>([
        { $match: { 'interaction.customId': { $in: customIds } } },
        { $group: { _id: '$userId', count: { $sum: 1 } } },
        { $group: { _id: null, views: { $sum: '$count' }, viewers: { $sum: 1 } } },
        { $project: { _id: 0 } },
      ])
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS });
    return found ?? { views: 0, viewers: 0 };
  }

  /**
   * How many members used one of these controls and were let in, or turned away with one of these codes; from
   * an index alone.
   */
  async startersOf(customIds: readonly string[], codes: readonly string[]): Promise<number> {
    const [found] = await this.logs
      .aggregate<{ starters: number }>([
        { $match: { 'interaction.customId': { $in: customIds } } },
        { $group: { _id: '$userId', codes: { $addToSet: { $ifNull: ['$outcome.errorCode', ''] } } } },
        { $match: { codes: { $in: ['', ...codes] } } },
        { $count: 'starters' },
      ])
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS });
    return found?.starters ?? 0;
  }

  /** Everything that a member did; returns how many rows. What is queued is written a moment later. */
  async eraseMember(userId: string): Promise<number> {
    const { deletedCount } = await this.logs.deleteMany({ userId });
    return deletedCount;
  }
}
