import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';

/** Entries of which the member has not heard what became of them. */
@Injectable()
export class UntoldEntriesRepository {
  constructor(@InjectModel(AllowlistEntry.name) private readonly entries: Model<AllowlistEntry>) {}

  async isAnyIn(guildId: string): Promise<boolean> {
    const row = await this.entries
      .findOne({ guildId, isUntold: true }, { _id: 1 })
      .hint('untold')
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean()
      .exec();
    return row !== null;
  }

  /** One by one, so that of two contacts at the same moment each gets other ones. */
  async take(guildId: string, discordId: string, limit: number): Promise<AllowlistEntry[]> {
    const taken: AllowlistEntry[] = [];
    while (taken.length < limit) {
      const row = await this.entries
        .findOneAndUpdate({ guildId, discordId, isUntold: true }, { $unset: { isUntold: '' } })
        .hint('untold')
        .maxTimeMS(INTERACTION_MAX_TIME_MS)
        .lean<AllowlistEntry>()
        .exec();
      if (row === null) break;
      taken.push(row);
    }
    return taken;
  }

  /** Those of which nothing else is to be told by now. */
  async giveBack(rows: readonly AllowlistEntry[]): Promise<void> {
    for (const { _id, notice } of rows)
      await this.entries
        .updateOne({ _id, 'notice.about': notice?.about }, { $set: { isUntold: true } })
        .exec();
  }
}
