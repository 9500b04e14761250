import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, QueryFilter } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { DiscordAccountLink } from '../schemas/account-link.schema.js';
import { primaryOf, type WalletRow } from './wallet-list.rules.js';

/** `DiscordAccountLink.nafflesUserInfo.wallets`: a proven wallet stands in one account only, by `wallet_unique`. */
@Injectable()
export class WalletsRepository {
  constructor(@InjectModel(DiscordAccountLink.name) private readonly accounts: Model<DiscordAccountLink>) {}

  find(discordId: string): Promise<DiscordAccountLink | null> {
    return this.one({ discordId });
  }

  holderOf(address: string): Promise<DiscordAccountLink | null> {
    return this.one({ 'nafflesUserInfo.wallets.address': address });
  }

  /**
   * Puts these in the place of all wallets, and the primary one where it is repeated. Call it inside the
   * transaction that has read them: a change between makes the transaction run again.
   *
   * @returns the account as it is now
   */
  replace({ _id }: DiscordAccountLink, wallets: readonly WalletRow[]): Promise<DiscordAccountLink | null> {
    const primary = primaryOf(wallets);
    const repeated =
      primary === undefined
        ? { $unset: { 'nafflesUserInfo.walletAddress': '' } }
        : { $set: { 'nafflesUserInfo.walletAddress': primary.address } };
    return this.accounts
      .findOneAndUpdate(
        { _id },
        { ...repeated, $set: { ...repeated.$set, 'nafflesUserInfo.wallets': [...wallets] } },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAccountLink>()
      .exec();
  }

  /** In which language the member is written to later. */
  async noteLocale(discordId: string, locale: string): Promise<void> {
    await this.accounts
      .updateOne(
        { discordId, 'discordUserInfo.locale': { $ne: locale } },
        { $set: { 'discordUserInfo.locale': locale } },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  private one(filter: QueryFilter<DiscordAccountLink>): Promise<DiscordAccountLink | null> {
    return this.accounts.findOne(filter).maxTimeMS(INTERACTION_MAX_TIME_MS).lean<DiscordAccountLink>().exec();
  }
}
