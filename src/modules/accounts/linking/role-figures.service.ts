import { Injectable } from '@nestjs/common';
import type { RoleConnection } from '../../../infra/discord/oauth/index.js';
import { truncate } from '../../../kernel/text.js';
import { textsOf } from '../../../locales/index.js';
import { CommunityPlatform } from '../../communities/index.js';
import { PointsService } from '../../points/index.js';
import { AccountsRepository } from '../accounts.repository.js';
import type { RoleFigure } from './role-metadata.js';

const LONGEST_USERNAME = 100;

/** What linked roles hear of a member: sums over all communities, and the highest tier in one of them. */
@Injectable()
export class RoleFigures {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly points: PointsService,
    private readonly platform: CommunityPlatform,
  ) {}

  async of(discordId: string): Promise<RoleConnection> {
    const [account, lifetime, tier] = await Promise.all([
      this.accounts.find(discordId),
      this.points.lifetime(discordId),
      this.tierOf(discordId),
    ]);
    const { username, locale } = account?.discordUserInfo ?? {};
    const figures: Record<RoleFigure, number> = {
      points: lifetime.earned,
      tier,
      tasks: lifetime.completions,
    };
    return {
      platform_name: textsOf(locale).linkedRoles.platform,
      ...(username !== undefined && { platform_username: truncate(username, LONGEST_USERNAME) }),
      metadata: Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, String(value)])),
    };
  }

  /** 0 is no tier, 1 the lowest. */
  private async tierOf(discordId: string): Promise<number> {
    const earned = await this.points.earnedByCommunity(discordId);
    const tiers = await this.platform.tiersOf([...earned.keys()]);
    const reached = [...earned].map(
      ([communityId, points]) => (tiers.get(communityId) ?? []).filter((from) => from <= points).length,
    );
    return Math.max(0, ...reached);
  }
}
