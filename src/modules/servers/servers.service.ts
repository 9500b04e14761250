import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../infra/discord/index.js';
import { Clock, SECOND_MS } from '../../kernel/clock.js';
import { assertOldEnough } from './account-age.rules.js';
import { HealthRepository } from './health/health.repository.js';
import type {
  DiscordServerMapping,
  IntegrationStatus,
  OnCardDeleted,
  ServerActivityStats,
} from './schemas/server-mapping.schema.js';
import { NotLinkedError } from './servers.errors.js';
import { ServersRepository } from './servers.repository.js';

export interface LinkedServer {
  readonly guildId: string;
  readonly communityId: string;
  readonly guildName: string;
  /** Of cards and notices: what the managers chose, else the server's own. */
  readonly locale: string;
  /** In which days begin and dates are read, such as `Europe/Berlin`. */
  readonly timezone: string;
  /** Where tasks are posted unless another channel is named. */
  readonly defaultChannel?: string;
  /** Where proofs wait for moderators; absent where none is chosen, or cards of them are not wanted. */
  readonly reviewChannel?: string;
  /** Where winners are announced beside their own channel; absent where none is chosen, or that is not wanted. */
  readonly winnersChannel?: string;
  /** Whether tasks that recur are posted without a manager's press. */
  readonly autoPostTasks: boolean;
}

export interface ServerState {
  readonly communityId: string;
  readonly integrationStatus: IntegrationStatus;
  /** Members who did something in the last 30 days. */
  readonly activeMembers: number;
}

/** Many notice the same problem at about the same time. */
const NOTICED_MS = 5 * SECOND_MS;

@Injectable()
export class ServersService {
  constructor(
    private readonly servers: ServersRepository,
    private readonly health: HealthRepository,
    private readonly clock: Clock,
  ) {}

  /** At most a second behind a link, or its end, in another process. */
  async find(guildId: string): Promise<LinkedServer | null> {
    const mapping = await this.servers.findActiveKept(guildId);
    return mapping && summaryOf(mapping);
  }

  /** @throws NotLinkedError */
  async requireLinked(guildId: string): Promise<LinkedServer> {
    const server = await this.find(guildId);
    if (server === null) throw new NotLinkedError('The server is not linked');
    return server;
  }

  /** Whether the server is linked to this very community; read anew. */
  async isLinkedTo(guildId: string, communityId: string): Promise<boolean> {
    return (await this.servers.findActive(guildId))?.communityId === communityId;
  }

  /**
   * Whether a member's account is as old as the server asks for, before anything is counted for them.
   *
   * @throws AccountTooYoungError
   */
  async assertOldEnough({ guildId, discordId }: Pick<MemberAction, 'guildId' | 'discordId'>): Promise<void> {
    const mapping = await this.servers.findActiveKept(guildId);
    if (mapping !== null) assertOldEnough(discordId, mapping.botConfig.minimumAccountAge, this.clock.now());
  }

  /** How a linked server is, up to a minute old; `null` where it is not linked. */
  async state(guildId: string): Promise<ServerState | null> {
    const mapping = await this.servers.findActiveKept(guildId);
    if (mapping === null) return null;
    const { communityId, integrationStatus, activityStats } = mapping;
    return { communityId, integrationStatus, activeMembers: activityStats.activeMembers };
  }

  /** What becomes of a task whose card somebody deleted. */
  async onCardDeleted(guildId: string): Promise<OnCardDeleted> {
    return (await this.servers.findActive(guildId))?.botConfig.onCardDeleted ?? 'repost';
  }

  /** As Discord last said; `undefined` where it has said nothing yet. */
  async memberCount(guildId: string): Promise<number | undefined> {
    return (await this.servers.findActive(guildId))?.guildInfo.memberCount;
  }

  /** Of these communities, those that the bot still serves, with the name of their server. */
  linkedCommunities(communityIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.servers.linkedAmong(communityIds);
  }

  /** The bot was refused something there: the server is checked soon, and managers are told what to mend. */
  noticeRefusal(guildId: string): Promise<void> {
    return this.health.checkBy(guildId, new Date(this.clock.now().getTime() + NOTICED_MS));
  }

  /** Figures that were recounted; of a server that is not linked nothing is kept. */
  setActivity(guildId: string, activity: ServerActivityStats): Promise<void> {
    return this.servers.setActivity(guildId, activity);
  }
}

const summaryOf = (mapping: DiscordServerMapping): LinkedServer => ({
  guildId: mapping.guildId,
  communityId: mapping.communityId,
  guildName: mapping.guildInfo.name,
  locale: mapping.botConfig.locale ?? mapping.guildInfo.locale,
  timezone: mapping.botConfig.timezone,
  autoPostTasks: mapping.botConfig.autoPostTasks,
  ...(mapping.botConfig.defaultChannel !== undefined && {
    defaultChannel: mapping.botConfig.defaultChannel,
  }),
  ...(mapping.botConfig.notifications.reviews &&
    mapping.botConfig.reviewChannel !== undefined && { reviewChannel: mapping.botConfig.reviewChannel }),
  ...(mapping.botConfig.notifications.winners &&
    mapping.botConfig.announcementChannel !== undefined && {
      winnersChannel: mapping.botConfig.announcementChannel,
    }),
});
