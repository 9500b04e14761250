import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../infra/database/index.js';
import { DiscordServerMapping } from './schemas/server-mapping.schema.js';

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

  /** Links a guild that is not linked, with its audit entry. An active link makes it fail with a duplicate key. */
  async link(mapping: NewMapping): Promise<void> {
    const entry = { action: 'community.link', actorId: mapping.linkedBy, at: mapping.linkedAt };
    await this.mappings
      .updateOne(
        { guildId: mapping.guildId, status: 'unlinked' },
        {
          $set: { ...mapping, status: 'active' },
          $push: { auditLog: { $each: [entry], $slice: -KEPT_AUDIT_ENTRIES } },
        },
        { upsert: true },
      )
      .exec();
  }
}
