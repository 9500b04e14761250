import { mongo, Types } from 'mongoose';
import { isDuplicateKey } from '../../infra/database/index.js';
import { streamOf } from '../../infra/database/scans.js';
import { withDefaults } from '../../infra/database/schema/index.js';
import { type Finding, inBatches, IntegrityCheck, type IntegrityScope } from '../../infra/integrity/index.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import { truncate } from '../../kernel/text.js';
import { communities, type Community } from '../../modules/communities/schemas/community.schema.js';
import {
  type DiscordServerMapping,
  serverMappings,
} from '../../modules/servers/schemas/server-mapping.schema.js';

const MAPPINGS_AT_ONCE = 500;
const LONGEST_NAME = 60;

interface MissingCommunity extends Finding {
  readonly mapping: DiscordServerMapping;
}

/**
 * Linked servers whose community is gone. It is made again under its old id, to which tasks and points
 * still belong, with the name and the admin that the server has. (The id of another platform's community
 * is no id of ours and is left alone.)
 */
export class MissingCommunitiesCheck extends IntegrityCheck<MissingCommunity> {
  readonly name = 'missing-communities';
  readonly describes = 'Linked servers whose community does not exist.';
  private readonly communities: mongo.Collection<Community>;

  constructor(private readonly scope: IntegrityScope) {
    super();
    this.communities = scope.db.collection(communities.name);
  }

  override async *find(): AsyncGenerator<MissingCommunity> {
    const active = streamOf<DiscordServerMapping>(this.scope.db.collection(serverMappings.name), [
      { $match: { status: 'active' } },
      { $project: { guildId: 1, communityId: 1, linkedBy: 1, linkedAt: 1, 'guildInfo.name': 1 } },
    ]);
    for await (const batch of inBatches(active, MAPPINGS_AT_ONCE)) {
      const ours = batch.filter(({ communityId }) => isObjectIdText(communityId));
      const ids = ours.map(({ communityId }) => new Types.ObjectId(communityId));
      const found = await this.communities.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
      const known = new Set(found.map(({ _id }) => _id.toHexString()));
      for (const mapping of ours)
        if (!known.has(mapping.communityId))
          yield { id: mapping.guildId, what: `no community ${mapping.communityId}`, count: 1, mapping };
      await this.scope.breathe();
    }
  }

  override async repair({ mapping }: MissingCommunity): Promise<boolean> {
    const { communityId, linkedBy, linkedAt, guildInfo } = mapping;
    const name = truncate(guildInfo.name, LONGEST_NAME).padEnd(2, '_');
    const row = withDefaults<Community>(communities, {
      _id: new Types.ObjectId(communityId),
      name,
      ownerId: linkedBy,
      createdAt: linkedAt,
    });
    try {
      await this.communities.insertOne(row);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
