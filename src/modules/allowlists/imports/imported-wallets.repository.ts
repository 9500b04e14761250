import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, mongo } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';

/** An entry as it was read, and the address that it is to name. */
export interface WalletGift {
  readonly entry: AllowlistEntry;
  readonly address: string;
}

const IS_IN = { leftAt: { $exists: false }, state: { $in: ['valid', 'held'] as AllowlistEntry['state'][] } };

/** Wallets that managers give to entries, many at a time. */
@Injectable()
export class ImportedWalletsRepository {
  constructor(@InjectModel(AllowlistEntry.name) private readonly entries: Model<AllowlistEntry>) {}

  /** Those of these members that stand, by member. */
  async standing(
    connectionId: string,
    discordIds: readonly string[],
  ): Promise<ReadonlyMap<string, AllowlistEntry>> {
    const rows = await this.entries
      .find({ connectionId, discordId: { $in: [...discordIds] }, ...IS_IN })
      .readConcern('majority')
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<AllowlistEntry[]>()
      .exec();
    return new Map(rows.map((row) => [row.discordId, row]));
  }

  /**
   * Each by itself: one whose entry names another wallet by now, or whose wallet another entry has, changes nothing.
   * What came of it `standing` says.
   */
  async give(gifts: readonly WalletGift[]): Promise<void> {
    const updates = gifts.map(({ entry: { _id, wallet = NOTHING, uniqueWallet = NOTHING }, address }) => ({
      updateOne: {
        filter: { _id, wallet, uniqueWallet, ...IS_IN },
        update: { $set: { wallet: address, uniqueWallet: address } },
      },
    }));
    try {
      await this.entries.collection.bulkWrite(updates, {
        ordered: false,
        writeConcern: { w: 'majority' },
      });
    } catch (error) {
      const refused = error instanceof mongo.MongoBulkWriteError ? [error.writeErrors].flat() : [];
      if (refused.length === 0 || refused.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
    }
  }
}

const NOTHING = { $exists: false } as const;
const DUPLICATE_KEY = 11_000;
