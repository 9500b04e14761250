import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../infra/database/index.js';
import { Clock } from '../../kernel/clock.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import { CommunityPlatform, type CommunitySummary, type NewCommunity } from './community-platform.port.js';
import { Community } from './schemas/community.schema.js';

/** The bot's own MongoDB is the platform. */
@Injectable()
export class StandalonePlatform extends CommunityPlatform {
  constructor(
    @InjectModel(Community.name) private readonly communities: Model<Community>,
    private readonly clock: Clock,
  ) {
    super();
  }

  async createCommunity(community: NewCommunity): Promise<string> {
    const created = new this.communities({ ...community, createdAt: this.clock.now() });
    // The collection's validator checks it, and counts characters; mongoose counts half of an emoji as one.
    await created.save({ validateBeforeSave: false });
    return created.id;
  }

  async findCommunity(communityId: string): Promise<CommunitySummary | null> {
    const found = await this.communities
      .findById(communityId, { name: 1, tiers: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Community>()
      .exec();
    return found && { communityId, name: found.name, tiers: found.tiers };
  }

  async tiersOf(communityIds: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
    const found = await this.communities
      .find({ _id: { $in: communityIds.filter(isObjectIdText) } }, { tiers: 1 })
      .lean<Community[]>()
      .exec();
    return new Map(
      found.map(({ _id, tiers }) => [_id.toHexString(), tiers.map(({ minPoints }) => minPoints)]),
    );
  }
}
