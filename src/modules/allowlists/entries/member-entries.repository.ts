import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS, objectIdAt } from '../../../infra/database/index.js';
import type { EntriesAndWins, MemberEntries } from '../../accounts/index.js';
import { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import { Draw } from '../schemas/draw.schema.js';

const isIn = { $eq: [{ $type: '$leftAt' }, 'missing'] };
/** Where everyone on the list wins, the entry itself says so. */
const wins = { $sum: { $cond: [{ $gt: ['$wonAt', null] }, 1, 0] } };

/** A member in all allowlists together. */
@Injectable()
export class MemberEntriesRepository {
  constructor(
    @InjectModel(AllowlistEntry.name) private readonly entries: Model<AllowlistEntry>,
    @InjectModel(Draw.name) private readonly draws: Model<Draw>,
  ) {}

  async of(discordId: string): Promise<MemberEntries> {
    const lastAt = { $max: { $cond: [isIn, '$createdAt', null] } };
    const [[found], drawn] = await Promise.all([
      this.entries
        .aggregate<{ entries: number; wins: number; lastAt: Date | null }>([
          { $match: { discordId } },
          { $group: { _id: null, entries: { $sum: { $cond: [isIn, 1, 0] } }, wins, lastAt } },
        ])
        .exec(),
      this.drawnPlaces(discordId),
    ]);
    return {
      entries: found?.entries ?? 0,
      wins: drawn + (found?.wins ?? 0),
      ...(found?.lastAt && { lastAt: found.lastAt }),
    };
  }

  /** Entries that count, and places won, in the community of a server. */
  async inCommunity(
    { guildId, communityId }: { readonly guildId: string; readonly communityId: string },
    discordId: string,
  ): Promise<EntriesAndWins> {
    const [[entered], drawn] = await Promise.all([
      this.entries
        .aggregate<EntriesAndWins>([
          { $match: { discordId, communityId, state: 'valid' } },
          { $group: { _id: null, entries: { $sum: { $cond: [isIn, 1, 0] } }, wins } },
        ])
        .option({ maxTimeMS: INTERACTION_MAX_TIME_MS })
        .exec(),
      this.drawnPlaces(discordId, guildId),
    ]);
    return { entries: entered?.entries ?? 0, wins: drawn + (entered?.wins ?? 0) };
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

  /** Draws in which a member holds a place, once winners stand: not one that was given up or taken back. */
  private async drawnPlaces(discordId: string, guildId?: string): Promise<number> {
    const winners = { $elemMatch: { discordId, claim: { $in: ['open', 'claimed'] } } };
    const state = { $in: ['drawn', 'announced'] };
    // A member has few: they are read by the id and counted.
    const [found] = await this.draws
      .aggregate<{ count: number }>([
        { $match: { winners, state, ...(guildId !== undefined && { guildId }) } },
        { $group: { _id: null, count: { $sum: 1 } } },
      ])
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS })
      .exec();
    return found?.count ?? 0;
  }
}
