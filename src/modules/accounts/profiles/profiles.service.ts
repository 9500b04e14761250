import { Injectable } from '@nestjs/common';
import type { PersonAction } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { CommunityPlatform, type CommunitySummary } from '../../communities/index.js';
import { PointsService, type Standing } from '../../points/index.js';
import { type LinkedServer, ServersService } from '../../servers/index.js';
import { AccountsRepository } from '../accounts.repository.js';
import { shortened } from '../wallets/wallet-address.rules.js';
import { primaryOf } from '../wallets/wallet-list.rules.js';
import { type EntriesAndWins, MemberEntriesPort } from './member-entries.port.js';
import { ProfileElsewhereError, ProfileOfBotError } from './profile.errors.js';

/** Whose profile is asked for, as the payload names them. */
export interface Person {
  readonly discordId: string;
  readonly username: string;
  readonly isBot: boolean;
}

/** What everybody in a community may see of a member. */
export interface PublicProfile extends EntriesAndWins {
  readonly kind: 'community';
  readonly displayName: string;
  readonly communityName: string;
  readonly standing: Standing;
  readonly tier: string | null;
  /** Only of one's own: entries of others, and wallets, are nobody's business. */
  readonly own?: { readonly wallet: string | null };
}

export interface Overview {
  readonly kind: 'overview';
  readonly displayName: string;
  /** Most points first. */
  readonly communities: readonly (Pick<Standing, 'points' | 'completions'> & { readonly name: string })[];
  /** Communities whose server the bot is no longer in, and those beyond the first ones. */
  readonly others: number;
  readonly wallet: string | null;
}

export type ProfileAnswer = PublicProfile | Overview;

const MOST_COMMUNITIES = 10;

@Injectable()
export class ProfilesService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly servers: ServersService,
    private readonly platform: CommunityPlatform,
    private readonly points: PointsService,
    private readonly entries: MemberEntriesPort,
    private readonly clock: Clock,
  ) {}

  /**
   * In a server that is linked: the profile in its community. Anywhere else: one's own in all communities.
   *
   * @param of somebody else, or the member; the member without it
   * @throws ProfileOfBotError
   * @throws ProfileElsewhereError somebody else's, where there is no community
   */
  async see(action: PersonAction, of: Person | null): Promise<ProfileAnswer> {
    const isOwn = of === null || of.discordId === action.discordId;
    if (!isOwn && of.isBot) throw new ProfileOfBotError('Bots have no profile');
    const server = action.guildId === null ? null : await this.servers.find(action.guildId);
    if (isOwn) await this.accounts.ensure(action.discordId, this.clock.now(), action.username);
    if (server !== null) return this.inCommunity(server, isOwn ? action : of, isOwn);
    if (!isOwn) throw new ProfileElsewhereError('There is no community here');
    return this.overview(action);
  }

  private async inCommunity(
    server: LinkedServer,
    { discordId, username }: Pick<Person, 'discordId' | 'username'>,
    isOwn: boolean,
  ): Promise<PublicProfile> {
    const { communityId } = server;
    const [community, standing, earned, counts, wallet] = await Promise.all([
      this.platform.findCommunity(communityId),
      this.points.standing(communityId, discordId),
      this.points.earnedByCommunity(discordId),
      this.entries.inCommunity(server, discordId),
      isOwn ? this.walletOf(discordId) : null,
    ]);
    return {
      kind: 'community',
      displayName: username,
      communityName: community?.name ?? server.guildName,
      standing,
      tier: tierOf(community, earned.get(communityId) ?? 0),
      ...counts,
      ...(isOwn && { own: { wallet } }),
    };
  }

  private async overview({ discordId, username }: PersonAction): Promise<Overview> {
    const [balances, wallet] = await Promise.all([
      this.points.balancesOf(discordId),
      this.walletOf(discordId),
    ]);
    const linked = await this.servers.linkedCommunities(balances.map(({ communityId }) => communityId));
    const shown = balances.filter(({ communityId }) => linked.has(communityId)).slice(0, MOST_COMMUNITIES);
    const communities = await Promise.all(
      shown.map(async ({ communityId, points, completions }) => {
        const community = await this.platform.findCommunity(communityId);
        return { name: community?.name ?? linked.get(communityId) ?? '', points, completions };
      }),
    );
    return {
      kind: 'overview',
      displayName: username,
      communities,
      others: balances.length - shown.length,
      wallet,
    };
  }

  private async walletOf(discordId: string): Promise<string | null> {
    const account = await this.accounts.find(discordId);
    const primary = primaryOf(account?.nafflesUserInfo.wallets ?? []);
    return primary === undefined ? null : shortened(primary.address);
  }
}

/** The highest that was reached by points ever earned; what was spent stays earned. */
function tierOf(community: CommunitySummary | null, earned: number): string | null {
  const reached = community?.tiers.filter(({ minPoints }) => minPoints <= earned) ?? [];
  return reached.toSorted((a, b) => b.minPoints - a.minPoints)[0]?.name ?? null;
}
