import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../infra/discord/index.js';
import { RecentIds } from '../../kernel/recent-ids.js';
import { Clock, MINUTE_MS } from '../../kernel/clock.js';
import { CommunityPlatform } from '../communities/index.js';
import { PointsService, type Standing } from '../points/index.js';
import { ServersService } from '../servers/index.js';
import { AccountsRepository } from './accounts.repository.js';
import { OauthTokensRepository } from './linking/oauth-tokens.repository.js';
import type { AccountActivityStats } from './schemas/account-link.schema.js';

/** Discord is told of a member's figures not more often. */
const ROLE_REST_MS = MINUTE_MS;

export interface Profile {
  readonly displayName: string;
  readonly communityName: string;
  readonly standing: Standing;
}

@Injectable()
export class AccountsService {
  /** Accounts that are there for sure: nothing to be written for them again. */
  private readonly known = new RecentIds(100_000);

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly servers: ServersService,
    private readonly platform: CommunityPlatform,
    private readonly points: PointsService,
    private readonly tokens: OauthTokensRepository,
    private readonly clock: Clock,
  ) {}

  /** The account of whoever did something, made at the first time. */
  async ensure(discordId: string): Promise<void> {
    if (this.known.has(discordId)) return;
    await this.accounts.ensure(discordId, this.clock.now());
    this.known.add(discordId);
  }

  /** The account is gone: whoever acts next is a new member. */
  forget(discordId: string): void {
    this.known.forget(discordId);
  }

  /** Figures that were recounted; of whom there is no account nothing is kept. Linked roles hear of it. */
  async setActivity(discordId: string, activity: AccountActivityStats): Promise<void> {
    if (await this.accounts.setActivity(discordId, activity))
      await this.tokens.wantRole(discordId, this.clock.now(), ROLE_REST_MS);
  }

  /** The member's own profile in the community of this server. @throws NotLinkedError */
  async ownProfile(action: MemberAction): Promise<Profile> {
    const server = await this.servers.requireLinked(action.guildId);
    const [community, standing] = await Promise.all([
      this.platform.findCommunity(server.communityId),
      this.points.standing(server.communityId, action.discordId),
      this.accounts.ensure(action.discordId, this.clock.now(), action.username),
    ]);
    return { displayName: action.username, communityName: community?.name ?? server.guildName, standing };
  }
}
