import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS, isDuplicateKey } from '../../infra/database/index.js';
import { type AccountActivityStats, DiscordAccountLink } from './schemas/account-link.schema.js';

@Injectable()
export class AccountsRepository {
  constructor(@InjectModel(DiscordAccountLink.name) private readonly accounts: Model<DiscordAccountLink>) {}

  /** Creates the account if there is none; two first actions at once make one. */
  async ensure(discordId: string, createdAt: Date, username?: string): Promise<void> {
    const $set = username === undefined ? {} : { 'discordUserInfo.username': username };
    const write = () =>
      this.accounts
        .updateOne({ discordId }, { $setOnInsert: { createdAt }, $set }, { upsert: true })
        .maxTimeMS(INTERACTION_MAX_TIME_MS)
        .exec();
    try {
      await write();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await write();
    }
  }

  async isQuiet(discordId: string): Promise<boolean> {
    const account = await this.accounts
      .findOne({ discordId }, { isQuiet: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAccountLink>()
      .exec();
    return account?.isQuiet ?? false;
  }

  /** False when there is no account. */
  async setQuiet(discordId: string, isQuiet: boolean): Promise<boolean> {
    const { matchedCount } = await this.accounts
      .updateOne({ discordId }, isQuiet ? { $set: { isQuiet } } : { $unset: { isQuiet: '' } })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
    return matchedCount > 0;
  }

  async setActivity(discordId: string, activityStats: AccountActivityStats): Promise<void> {
    await this.accounts.updateOne({ discordId }, { $set: { activityStats } }).exec();
  }
}
