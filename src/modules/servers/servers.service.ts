import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../infra/audit/index.js';
import { Database, isDuplicateKey } from '../../infra/database/index.js';
import { DiscordApi, literal, type MemberAction } from '../../infra/discord/index.js';
import { Clock } from '../../kernel/clock.js';
import { cleanLine, lengthOf, truncate } from '../../kernel/text.js';
import { CommunityPlatform } from '../communities/index.js';
import { assertOldEnough } from './account-age.rules.js';
import {
  type DiscordServerMapping,
  type ServerActivityStats,
  serverMappings,
} from './schemas/server-mapping.schema.js';
import { AlreadyLinkedError, CommunityNameError, NotLinkedError } from './servers.errors.js';
import { ServersRepository } from './servers.repository.js';

export interface LinkedServer {
  readonly guildId: string;
  readonly communityId: string;
  readonly guildName: string;
  /** Of cards and notices: what the managers chose, else the server's own. */
  readonly locale: string;
  /** Where tasks are posted unless another channel is named. */
  readonly defaultChannel?: string;
}

const NAME_LENGTH = { min: 2, max: 60 };
const DESCRIPTION_MAX = 200;

@Injectable()
export class ServersService {
  constructor(
    private readonly servers: ServersRepository,
    private readonly platform: CommunityPlatform,
    private readonly discord: DiscordApi,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Creates a community and links the server to it, both or neither. The unique guild lets one of
   * several admins win.
   *
   * @throws AlreadyLinkedError
   * @throws CommunityNameError
   */
  async link(action: MemberAction, form: { name: string; description?: string }): Promise<{ name: string }> {
    const name = cleanLine(form.name);
    const length = lengthOf(name);
    if (length < NAME_LENGTH.min || length > NAME_LENGTH.max)
      throw new CommunityNameError('Bad community name');
    const description = truncate(cleanLine(form.description ?? ''), DESCRIPTION_MAX);
    await this.assertNotLinked(action.guildId);
    const guild = await this.discord.guild(action.guildId);
    const guildInfo = guildInfoOf(guild, action);
    try {
      await this.database.transaction(async () => {
        const communityId = await this.platform.createCommunity({
          name,
          description,
          ownerId: action.discordId,
        });
        const { guildId, discordId: linkedBy } = action;
        const linkedAt = this.clock.now();
        const change = await this.servers.link({ guildId, communityId, linkedBy, linkedAt, guildInfo });
        await this.audit.record({
          action: 'community.link',
          actor: { kind: 'admin', id: linkedBy },
          collection: serverMappings,
          guildId,
          ...change,
        });
      });
    } catch (error) {
      if (isDuplicateKey(error)) await this.assertNotLinked(action.guildId);
      throw error;
    }
    await this.servers.forget(action.guildId);
    return { name };
  }

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

  /**
   * Whether a member's account is as old as the server asks for, before anything is counted for them.
   *
   * @throws AccountTooYoungError
   */
  async assertOldEnough({ guildId, discordId }: Pick<MemberAction, 'guildId' | 'discordId'>): Promise<void> {
    const mapping = await this.servers.findActiveKept(guildId);
    if (mapping !== null) assertOldEnough(discordId, mapping.botConfig.minimumAccountAge, this.clock.now());
  }

  /** As Discord last said; `undefined` where it has said nothing yet. */
  async memberCount(guildId: string): Promise<number | undefined> {
    return (await this.servers.findActive(guildId))?.guildInfo.memberCount;
  }

  /** Figures that were recounted; of a server that is not linked nothing is kept. */
  setActivity(guildId: string, activity: ServerActivityStats): Promise<void> {
    return this.servers.setActivity(guildId, activity);
  }

  private async assertNotLinked(guildId: string): Promise<void> {
    const mapping = await this.servers.findActive(guildId);
    if (mapping === null) return;
    const community = await this.platform.findCommunity(mapping.communityId);
    throw new AlreadyLinkedError(literal(community?.name ?? mapping.guildInfo.name));
  }
}

const guildInfoOf = (
  guild: Awaited<ReturnType<DiscordApi['guild']>>,
  { guildLocale }: MemberAction,
): DiscordServerMapping['guildInfo'] => ({
  name: guild.name,
  ...(guild.icon === null ? {} : { icon: guild.icon }),
  ownerId: guild.owner_id,
  locale: guildLocale ?? 'en-US',
  features: [...guild.features],
  premiumTier: guild.premium_tier,
});

const summaryOf = (mapping: DiscordServerMapping): LinkedServer => ({
  guildId: mapping.guildId,
  communityId: mapping.communityId,
  guildName: mapping.guildInfo.name,
  locale: mapping.botConfig.locale ?? mapping.guildInfo.locale,
  ...(mapping.botConfig.defaultChannel !== undefined && {
    defaultChannel: mapping.botConfig.defaultChannel,
  }),
});
