import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../infra/database/index.js';
import { Balance } from './schemas/balance.schema.js';
import { LedgerRow } from './schemas/ledger-row.schema.js';

interface Totals {
  readonly points: number;
  readonly completions: number;
}

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

  /** Inside the same transaction as the ledger rows. */
  async addToBalances(rows: readonly LedgerRow[], periodsOf: (row: LedgerRow) => string[]): Promise<void> {
    const writes = rows.flatMap((row) =>
      periodsOf(row).map((period) => ({
        updateOne: {
          filter: { communityId: row.communityId, period, discordId: row.discordId },
          update: { $inc: { points: row.amount, completions: 1 } },
          upsert: true,
        },
      })),
    );
    await this.balances.bulkWrite(writes);
  }

  async totals(communityId: string, period: string, discordId: string): Promise<Totals> {
    const found = await this.balances
      .findOne({ communityId, period, discordId }, { points: 1, completions: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Balance>()
      .exec();
    return { points: found?.points ?? 0, completions: found?.completions ?? 0 };
  }

  countAbove(communityId: string, period: string, points: number): Promise<number> {
    return this.balances
      .countDocuments({ communityId, period, points: { $gt: points } })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }
}
