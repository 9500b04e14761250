import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, UpdateQuery } from 'mongoose';
import { INTERACTION_MAX_TIME_MS, isDuplicateKey } from '../../infra/database/index.js';
import type { TokenOwner } from '../../infra/discord/oauth/index.js';
import { snowflakeTime } from '../../kernel/snowflake.js';
import { type AccountActivityStats, DiscordAccountLink } from './schemas/account-link.schema.js';

export interface AccountChange {
  readonly before: DiscordAccountLink | null;
  readonly after: DiscordAccountLink | null;
}

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

  async idOf(discordId: string): Promise<string | null> {
    const account = await this.accounts
      .findOne({ discordId }, { _id: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAccountLink>()
      .exec();
    return account?._id.toHexString() ?? null;
  }

  /** Whose account it is, and their language where it is known; `null` where there is none any more. */
  async memberOf(accountId: string): Promise<{ discordId: string; locale: string | undefined } | null> {
    const account = await this.accounts
      .findById(accountId, { discordId: 1, 'discordUserInfo.locale': 1 })
      .lean<DiscordAccountLink>()
      .exec();
    return account && { discordId: account.discordId, locale: account.discordUserInfo.locale };
  }

  find(discordId: string): Promise<DiscordAccountLink | null> {
    return this.accounts
      .findOne({ discordId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAccountLink>()
      .exec();
  }

  /** What Discord says of a member who has just linked; inside a transaction. */
  noteLinked({ id, username, globalName, ...owner }: TokenOwner, at: Date): Promise<AccountChange> {
    const name = globalName ?? username;
    const info = {
      ...(name !== undefined && { username: name }),
      ...(globalName !== undefined && { globalName }),
      ...owner,
      accountCreatedAt: snowflakeTime(id),
    };
    const set = Object.entries(info).map(([field, value]) => [`discordUserInfo.${field}`, value] as const);
    return this.change(id, { $set: { ...Object.fromEntries(set), 'securityData.lastLoginAt': at } });
  }

  /** What was known by the link alone goes with it; inside a transaction. */
  noteUnlinked(discordId: string): Promise<AccountChange> {
    const fields = ['globalName', 'discriminator', 'avatar', 'locale'];
    const unset = Object.fromEntries(fields.map((field) => [`discordUserInfo.${field}`, '']));
    return this.change(discordId, { $unset: { ...unset, 'securityData.lastLoginAt': '' } });
  }

  private async change(discordId: string, update: UpdateQuery<DiscordAccountLink>): Promise<AccountChange> {
    const before = await this.accounts
      .findOneAndUpdate({ discordId }, update)
      .lean<DiscordAccountLink>()
      .exec();
    return { before, after: await this.find(discordId) };
  }

  /** Whether that changed anything. */
  async setActivity(discordId: string, activityStats: AccountActivityStats): Promise<boolean> {
    const { modifiedCount } = await this.accounts
      .updateOne({ discordId }, { $set: { activityStats } })
      .exec();
    return modifiedCount > 0;
  }
}
