import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { newStatus } from '../health/health.rules.js';
import { DiscordServerMapping } from '../schemas/server-mapping.schema.js';
import { KEPT_AUDIT_ENTRIES } from '../servers.repository.js';

export type NewMapping = Pick<
  DiscordServerMapping,
  'guildId' | 'communityId' | 'linkedBy' | 'linkedAt' | 'guildInfo'
>;

export interface MappingChange {
  readonly before: DiscordServerMapping | null;
  readonly after: DiscordServerMapping;
}

/** What the row of a server is by its link; everything else in it outlives an unlink. */
@Injectable()
export class LinksRepository {
  constructor(
    @InjectModel(DiscordServerMapping.name) private readonly mappings: Model<DiscordServerMapping>,
  ) {}

  /** What the server was linked to, while the cleanup has not taken the row. */
  findUnlinked(guildId: string): Promise<DiscordServerMapping | null> {
    return this.mappings
      .findOne({ guildId, status: 'unlinked' })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordServerMapping>()
      .exec();
  }

  /** The server to which a community belongs now. */
  findActiveOf(communityId: string): Promise<DiscordServerMapping | null> {
    return this.mappings
      .findOne({ communityId, status: 'active' })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordServerMapping>()
      .exec();
  }

  /** Linked, or unlinked and not cleaned up yet. */
  find(guildId: string, communityId: string): Promise<DiscordServerMapping | null> {
    return this.mappings
      .findOne({ guildId, communityId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordServerMapping>()
      .exec();
  }

  /**
   * Links a guild that is not linked. An active link makes it fail with a duplicate key, of the guild or of
   * the community.
   *
   * @returns the row as it was, if there was one, and as it is
   */
  async link(mapping: NewMapping, action: string): Promise<MappingChange> {
    const filter = { guildId: mapping.guildId, status: 'unlinked' as const };
    const before = await this.mappings.findOne(filter).lean<DiscordServerMapping>().exec();
    const entry = { action, actorId: mapping.linkedBy, at: mapping.linkedAt };
    const after = await this.mappings
      .findOneAndUpdate(
        filter,
        {
          $set: { ...mapping, status: 'active', integrationStatus: newStatus(mapping.linkedAt) },
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

  /** Ends the link to this very community; `null` when it has ended already. */
  async unlink(
    guildId: string,
    communityId: string,
    entry: { readonly action: string; readonly actorId: string; readonly at: Date },
  ): Promise<MappingChange | null> {
    const filter = { guildId, communityId, status: 'active' as const };
    const before = await this.mappings.findOne(filter).lean<DiscordServerMapping>().exec();
    const after = await this.mappings
      .findOneAndUpdate(
        filter,
        {
          $set: { status: 'unlinked', unlinkedAt: entry.at },
          $unset: { 'integrationStatus.due': '' },
          $push: { auditLog: { $each: [entry], $slice: -KEPT_AUDIT_ENTRIES } },
        },
        { returnDocument: 'after' },
      )
      .lean<DiscordServerMapping>()
      .exec();
    return after && { before, after };
  }
}
