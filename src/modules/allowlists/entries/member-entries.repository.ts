import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS, objectIdAt } from '../../../infra/database/index.js';
import type { EntriesAndWins } from '../../accounts/index.js';
import { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import { Draw } from '../schemas/draw.schema.js';

export interface MemberEntries {
  readonly entries: number;
  readonly wins: number;
  readonly lastAt?: Date;
}

/** A member in all allowlists together. */
@Injectable()
export class MemberEntriesRepository {
  constructor(
    @InjectModel(AllowlistEntry.name) private readonly entries: Model<AllowlistEntry>,
    @InjectModel(Draw.name) private readonly draws: Model<Draw>,
  ) {}

  async of(discordId: string): Promise<MemberEntries> {
    const [[found], wins] = await Promise.all([
      this.entries
        .aggregate<{ entries: number; lastAt: Date }>([
          { $match: { discordId, leftAt: { $exists: false } } },
          { $group: { _id: null, entries: { $sum: 1 }, lastAt: { $max: '$createdAt' } } },
        ])
        .exec(),
      this.draws.countDocuments({ 'winners.discordId': discordId }).exec(),
    ]);
    return { entries: found?.entries ?? 0, wins, ...(found && { lastAt: found.lastAt }) };
  }

  /** Entries that count, and places won, in the community of a server. */
  async inCommunity(
    { guildId, communityId }: { readonly guildId: string; readonly communityId: string },
    discordId: string,
  ): Promise<EntriesAndWins> {
    // A member has few of either: they are read by their id and counted.
    const count = { $group: { _id: null, count: { $sum: 1 } } };
    const isIn = { discordId, communityId, state: 'valid', leftAt: { $exists: false } };
    const isWon = { 'winners.discordId': discordId, guildId };
    const counted = { maxTimeMS: INTERACTION_MAX_TIME_MS };
    const [[entered], [won]] = await Promise.all([
      this.entries
        .aggregate<{ count: number }>([{ $match: isIn }, count])
        .option(counted)
        .exec(),
      this.draws
        .aggregate<{ count: number }>([{ $match: isWon }, count])
        .option(counted)
        .exec(),
    ]);
    return { entries: entered?.count ?? 0, wins: won?.count ?? 0 };
  }

  /** Entries that are to be paid or refunded, in all servers. */
  async unsettledOf(discordId: string): Promise<string[]> {
    const rows = await this.entries
      .find({ discordId, $or: [{ state: 'unpaid' }, { due: { $exists: true } }] }, { _id: 1 })
      .readConcern('majority')
      .lean<AllowlistEntry[]>()
      .exec();
    return rows.map(({ _id }) => _id.toHexString());
  }

  connectionsOf(discordId: string): Promise<string[]> {
    return this.entries.distinct('connectionId', { discordId }).exec();
  }

  /** They count no more; their places and wallets are free again. */
  async refuse(discordId: string, connectionIds: readonly string[]): Promise<void> {
    await this.entries.updateMany(
      { discordId, connectionId: { $in: [...connectionIds] }, state: { $ne: 'unpaid' } },
      { $set: { state: 'refused' }, $unset: { seat: '', uniqueWallet: '' } },
    );
  }

  /** Members who entered since then: by the time in the rows' ids. */
  enteredSince(since: Date): Promise<string[]> {
    return this.entries.distinct('discordId', { _id: { $gte: objectIdAt(since) } }).exec();
  }
}
