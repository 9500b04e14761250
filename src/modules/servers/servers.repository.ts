import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { type Cache, Caches } from '../../infra/cache/index.js';
import { INTERACTION_MAX_TIME_MS } from '../../infra/database/index.js';
import {
  DiscordServerMapping,
  type ServerActivityStats,
  serverMappings,
} from './schemas/server-mapping.schema.js';

export const KEPT_AUDIT_ENTRIES = 20;
/** About a kilobyte each, in the memory of each process. */
const KEPT_SERVERS = 5_000;

@Injectable()
export class ServersRepository {
  private readonly active: Cache<DiscordServerMapping>;

  constructor(
    @InjectModel(DiscordServerMapping.name) private readonly mappings: Model<DiscordServerMapping>,
    caches: Caches,
  ) {
    this.active = caches.create({
      name: 'servers',
      version: 1,
      maxEntries: KEPT_SERVERS,
      collection: serverMappings.name,
      ignores: ['activityStats', 'integrationStatus', 'auditLog'],
      reads: ['fullDocument.guildId'],
      keyOf: guildIn,
    });
  }

  /**
   * `findActive` for what every interaction asks: up to a second behind, and figures, state of the
   * integration and newest audit entries up to a minute. Shared by its readers: not to be altered.
   */
  findActiveKept(guildId: string): Promise<DiscordServerMapping | null> {
    return this.active.get(guildId, () => this.findActive(guildId));
  }

  /** After a link or its end was committed: this process reads it anew. */
  forget(guildId: string): Promise<void> {
    return this.active.drop(guildId);
  }

  findActive(guildId: string): Promise<DiscordServerMapping | null> {
    return this.mappings
      .findOne({ guildId, status: 'active' })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordServerMapping>()
      .exec();
  }

  /** Of these communities, those whose server is linked, with its name. */
  async linkedAmong(communityIds: readonly string[]): Promise<Map<string, string>> {
    const found = await this.mappings
      .find(
        { communityId: { $in: [...communityIds] }, status: 'active' },
        { communityId: 1, 'guildInfo.name': 1 },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordServerMapping[]>()
      .exec();
    return new Map(found.map(({ communityId, guildInfo }) => [communityId, guildInfo.name]));
  }

  async setActivity(guildId: string, activityStats: ServerActivityStats): Promise<void> {
    await this.mappings.updateOne({ guildId, status: 'active' }, { $set: { activityStats } }).exec();
  }
}

/** A row that is gone tells no guild. */
function guildIn(change: mongo.ChangeStreamDocument): string | undefined {
  const { fullDocument } = change as { fullDocument?: { guildId?: string } | null };
  return fullDocument?.guildId;
}
