import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { DueRows } from '../../../infra/database/index.js';
import {
  DiscordServerMapping,
  type GuildInfo,
  type IntegrationStatus,
} from '../schemas/server-mapping.schema.js';

/** When servers are checked, and what came of it. */
@Injectable()
export class HealthRepository {
  private readonly due: DueRows;

  constructor(
    @InjectModel(DiscordServerMapping.name) private readonly mappings: Model<DiscordServerMapping>,
  ) {
    this.due = new DueRows(mappings, 'integrationStatus.due');
  }

  claimDue(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.due.claim(now, until, limit);
  }

  postpone(id: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.due.postpone(id, claimedUntil, until);
  }

  find(id: string): Promise<DiscordServerMapping | null> {
    return this.mappings.findById(id).lean<DiscordServerMapping>().exec();
  }

  /** It is not linked, so there is nothing to be checked. */
  async stopChecks(id: string): Promise<void> {
    await this.mappings
      .updateOne(
        { _id: new Types.ObjectId(id), status: 'unlinked' },
        { $unset: { 'integrationStatus.due': '' } },
      )
      .exec();
  }

  /**
   * Writes what a check came to, unless another check was faster; who asked for a check meanwhile gets one.
   *
   * @param seen the row as it was when the check began
   * @returns false when another one was faster
   */
  async save(
    { _id, integrationStatus: seen }: DiscordServerMapping,
    { lastError, ...status }: Omit<IntegrationStatus, 'due'>,
    due: Date,
  ): Promise<boolean> {
    const same = { 'integrationStatus.lastHealthCheck': seen.lastHealthCheck ?? { $exists: false } };
    const fields = Object.entries({ ...status, ...(lastError !== undefined && { lastError }) });
    const $set = Object.fromEntries(fields.map(([field, value]) => [`integrationStatus.${field}`, value]));
    const $unset = lastError === undefined ? { 'integrationStatus.lastError': '' } : {};
    const { matchedCount } = await this.mappings
      .updateOne({ _id, status: 'active', ...same }, { $set, $unset })
      .exec();
    if (matchedCount === 0) return false;
    await this.mappings
      .updateOne({ _id, 'integrationStatus.due': seen.due }, { $set: { 'integrationStatus.due': due } })
      .exec();
    return true;
  }

  /** Asks for a check at that time, whatever was planned. */
  async checkAt(guildId: string, due: Date): Promise<void> {
    await this.mappings
      .updateOne({ guildId, status: 'active' }, { $set: { 'integrationStatus.due': due } })
      .exec();
  }

  /** Asks for a check by that time, unless one comes sooner. */
  async checkBy(guildId: string, due: Date): Promise<void> {
    await this.mappings
      .updateOne({ guildId, status: 'active' }, { $min: { 'integrationStatus.due': due } })
      .exec();
  }

  /** @returns whether that changed anything */
  async setGuildInfo(guildId: string, guildInfo: Omit<GuildInfo, 'joinedAt'>): Promise<boolean> {
    const { icon, ...fields } = guildInfo;
    const $set = Object.fromEntries(
      Object.entries({ ...fields, ...(icon !== undefined && { icon }) }).map(([field, value]) => [
        `guildInfo.${field}`,
        value,
      ]),
    );
    const { modifiedCount } = await this.mappings
      .updateOne(
        { guildId, status: 'active' },
        { $set, ...(icon === undefined && { $unset: { 'guildInfo.icon': '' } }) },
      )
      .exec();
    return modifiedCount > 0;
  }
}
