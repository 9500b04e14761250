import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type FormField, literal, type Sent, sentTo } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import { CommunityPlatform } from '../../communities/index.js';
import { PointsService } from '../../points/index.js';
import {
  type Applicant,
  type Finding,
  type Place,
  type ReadAsks,
  RequirementKind,
  unchecked,
  type Words,
} from '../requirement-kind.port.js';

const asks = z.strictObject({ tier: z.string().min(1).max(60) });
export type TierAsked = z.infer<typeof asks>;

/** A tier of the community, by its name: reached by points ever earned, so what was spent still counts. */
@Injectable()
export class TierKind extends RequirementKind<TierAsked> {
  readonly kind = 'tier';
  readonly name: Words = (texts) => texts.requirements.names.tier;
  readonly asks = asks;

  constructor(
    private readonly points: PointsService,
    private readonly platform: CommunityPlatform,
  ) {
    super();
  }

  /** None in a community without tiers. */
  override async fields({ communityId }: Place): Promise<readonly FormField[]> {
    const tiers = (await this.platform.findCommunity(communityId))?.tiers ?? [];
    if (tiers.length === 0) return [];
    const options = tiers.map(({ name, minPoints }) => ({
      value: name,
      label: ({ common }: Texts) => `${name} (${common.points(minPoints)})`,
    }));
    return [
      { id: 'tier', label: (texts) => texts.requirements.form.tier, input: { kind: 'choice', options } },
    ];
  }

  override readAsks(sent: Sent): ReadAsks<TierAsked> {
    const tier = sentTo(sent, 'tier');
    return tier === '' ? { faults: [(texts) => texts.requirements.faults.choice] } : { asks: { tier } };
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
