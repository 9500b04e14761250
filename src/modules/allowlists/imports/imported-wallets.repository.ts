import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
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

  /** Those of these addresses that entries have. */
  async taken(connectionId: string, addresses: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.entries
      .find({ connectionId, uniqueWallet: { $in: [...addresses], $gt: '' } }, { uniqueWallet: 1, _id: 0 })
      .readConcern('majority')
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Pick<AllowlistEntry, 'uniqueWallet'>[]>()
      .exec();
    return new Set(rows.flatMap(({ uniqueWallet = [] }) => uniqueWallet));
  }

  /**
   * In the transaction of the caller. An entry that left, or names another wallet by now, stays as it is.
   *
   * @returns how many name their wallet now
   * @throws the database's error for a duplicate key: another entry has one of them by now
   */
  async give(gifts: readonly WalletGift[]): Promise<number> {
    const updates = gifts.map(({ entry: { _id, wallet = NOTHING, uniqueWallet = NOTHING }, address }) => ({
      updateOne: {
        filter: { _id, wallet, uniqueWallet, ...IS_IN },
        update: { $set: { wallet: address, uniqueWallet: address } },
      },
    }));
    const { modifiedCount } = await this.entries.bulkWrite(updates);
    return modifiedCount;
  }
}

const NOTHING = { $exists: false } as const;
