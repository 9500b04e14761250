import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../infra/database/index.js';
import { DiscordServerMapping, type ServerActivityStats } from './schemas/server-mapping.schema.js';

const KEPT_AUDIT_ENTRIES = 20;

export type NewMapping = Pick<
  DiscordServerMapping,
  'guildId' | 'communityId' | 'linkedBy' | 'linkedAt' | 'guildInfo'
>;

@Injectable()
export class ServersRepository {
  constructor(
    @InjectModel(DiscordServerMapping.name) private readonly mappings: Model<DiscordServerMapping>,
  ) {}

  findActive(guildId: string): Promise<DiscordServerMapping | null> {
    return this.mappings
      .findOne({ guildId, status: 'active' })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordServerMapping>()
      .exec();
  }

  /**
   * Links a guild that is not linked. An active link makes it fail with a duplicate key.
   *
   * @returns the row as it was, if there was one, and as it is
   */
  async link(
    mapping: NewMapping,
  ): Promise<{ before: DiscordServerMapping | null; after: DiscordServerMapping }> {
    const filter = { guildId: mapping.guildId, status: 'unlinked' as const };
    const before = await this.mappings.findOne(filter).lean<DiscordServerMapping>().exec();
    const entry = { action: 'community.link', actorId: mapping.linkedBy, at: mapping.linkedAt };
    const after = await this.mappings
      .findOneAndUpdate(
        filter,
        {
          $set: { ...mapping, status: 'active' },
          $unset: { unlinkedAt: '' },
          $push: { auditLog: { $each: [entry], $slice: -KEPT_AUDIT_ENTRIES } },
        },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<DiscordServerMapping>()
      .orFail()
      .exec();
    return { before, after };
  }

  async setActivity(guildId: string, activityStats: ServerActivityStats): Promise<void> {
    await this.mappings.updateOne({ guildId, status: 'active' }, { $set: { activityStats } }).exec();
  }
}
