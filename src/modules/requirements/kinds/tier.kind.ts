import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { literal } from '../../../infra/discord/index.js';
import { CommunityPlatform } from '../../communities/index.js';
import { PointsService } from '../../points/index.js';
import {
  type Applicant,
  type Finding,
  RequirementKind,
  unchecked,
  type Words,
} from '../requirement-kind.port.js';

const asks = z.strictObject({ tier: z.string().min(1).max(30) });
export type TierAsked = z.infer<typeof asks>;

/** A tier of the community, by its name: reached by points ever earned, so what was spent still counts. */
@Injectable()
export class TierKind extends RequirementKind<TierAsked> {
  readonly kind = 'tier';
  readonly asks = asks;

  constructor(
    private readonly points: PointsService,
    private readonly platform: CommunityPlatform,
  ) {
    super();
  }

  override describe({ tier }: TierAsked): Words {
    return (texts) => texts.requirements.tier(literal(tier));
  }

  override async evaluate({ tier }: TierAsked, { action, communityId }: Applicant): Promise<Finding> {
    const [community, earnedIn] = await Promise.all([
      this.platform.findCommunity(communityId),
      this.points.earnedByCommunity(action.discordId),
    ]);
    const wanted = community?.tiers.find(({ name }) => name === tier);
    if (wanted === undefined) return unchecked((texts) => texts.requirements.reasons.tierGone);
    const earned = earnedIn.get(communityId) ?? 0;
    const current: Words = (texts) => texts.common.points(earned);
    if (earned >= wanted.minPoints) return { isMet: true, current };
    return {
      isMet: false,
      current,
      reason: ({ requirements, common }) =>
        requirements.reasons.tierNotReached(common.points(wanted.minPoints), common.points(earned)),
    };
  }
}
