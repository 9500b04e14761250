import { Injectable } from '@nestjs/common';
import { Database } from '../../../infra/database/index.js';
import {
  DiscordApi,
  DiscordRefusedError,
  DiscordUnavailableError,
  type GuildState,
} from '../../../infra/discord/index.js';
import { Outbox, type OutboxPayload } from '../../../infra/outbox/index.js';
import { Clock } from '../../../kernel/clock.js';
import { problemsOf } from '../doctor/doctor.rules.js';
import { RolesToGive } from '../doctor/roles-to-give.js';
import { UnlinkingService } from '../linking/unlinking.service.js';
import type { DiscordServerMapping, GuildInfo } from '../schemas/server-mapping.schema.js';
import { ServersRepository } from '../servers.repository.js';
import { CHANNEL_FIELDS } from '../settings/settings.rules.js';
import { HealthRepository } from './health.repository.js';
import { checked, type CheckedStatus, type CheckResult, GUILD_GONE } from './health.rules.js';
import { ServerChangesService } from './server-changes.service.js';
import { SERVER_NOTICE } from './server-notices.js';

/** Whether the bot can work in a server; also finds what happened there while nobody listened. */
@Injectable()
export class HealthService {
  constructor(
    private readonly health: HealthRepository,
    private readonly servers: ServersRepository,
    private readonly changes: ServerChangesService,
    private readonly unlinking: UnlinkingService,
    private readonly rolesToGive: RolesToGive,
    private readonly discord: DiscordApi,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Looks, and writes what came of it; managers are told of what is new. */
  async check(mappingId: string): Promise<void> {
    const seen = await this.health.find(mappingId);
    if (seen?.status !== 'active') {
      await this.health.stopChecks(mappingId);
      return;
    }
    const { result, botId } = await this.look(seen);
    // Once may be a fault of Discord; a server that was away twice is left.
    if (result.kind === 'gone' && seen.integrationStatus.lastError === GUILD_GONE) {
      await this.unlinking.botRemoved(seen.guildId);
      return;
    }
    const after = checked(seen.integrationStatus, result, this.clock.now(), Math.random());
    await this.database.transaction(async () => {
      if (await this.health.save(seen, after.status, after.due)) await this.tell(seen, after, botId);
    });
  }

  private async look(seen: DiscordServerMapping): Promise<{ result: CheckResult; botId: string }> {
    try {
      const guild = await this.discord.guildState(seen.guildId);
      const config = await this.reconcile(seen, guild);
      const problems = problemsOf(guild, config, await this.rolesToGive.in(seen.guildId));
      return { result: { kind: 'looked', problems }, botId: guild.me.id };
    } catch (error) {
      if (error instanceof DiscordRefusedError && error.isGuildGone)
        return { result: { kind: 'gone' }, botId: '' };
      if (error instanceof DiscordUnavailableError) return { result: { kind: 'no-answer' }, botId: '' };
      throw error;
    }
  }

  /** What the events would have told: the server's name and the like, and what was deleted. */
  private async reconcile(
    { guildId, botConfig }: DiscordServerMapping,
    guild: GuildState,
  ): Promise<DiscordServerMapping['botConfig']> {
    await this.changes.guildChanged(guildId, guildInfoOf(guild));
    const channels = new Set(guild.channels.map(({ id }) => id));
    const roles = new Set(guild.roles.map(({ id }) => id));
    const lostChannels = CHANNEL_FIELDS.map((field) => botConfig[field]).filter(
      (id) => id !== undefined && !channels.has(id),
    );
    const lostRoles = botConfig.allowedRoles.filter(({ roleId }) => !roles.has(roleId));
    for (const id of new Set(lostChannels)) await this.changes.channelLost(guildId, String(id));
    for (const { roleId } of lostRoles) await this.changes.roleLost(guildId, roleId);
    if (lostChannels.length === 0 && lostRoles.length === 0) return botConfig;
    return (await this.servers.findActive(guildId))?.botConfig ?? botConfig;
  }

  private async tell(
    { _id, guildId, botConfig }: DiscordServerMapping,
    { newProblems, isRecovered, status }: CheckedStatus,
    botId: string,
  ): Promise<void> {
    if (!botConfig.notifications.problems || (newProblems.length === 0 && !isRecovered)) return;
    const key = `server-health/${_id.toHexString()}/${String(status.lastHealthCheck?.getTime())}`;
    const notice: OutboxPayload = isRecovered
      ? { about: 'recovered' }
      : { about: 'problems', problems: JSON.stringify(newProblems), botId };
    await this.outbox.add(SERVER_NOTICE, key, { guildId, ...notice });
  }
}

const guildInfoOf = (guild: GuildState): Omit<GuildInfo, 'joinedAt'> => ({
  name: guild.name,
  ...(guild.icon !== undefined && { icon: guild.icon }),
  ownerId: guild.ownerId,
  locale: guild.locale,
  features: [...guild.features],
  premiumTier: guild.premiumTier,
  ...(guild.memberCount !== undefined && { memberCount: guild.memberCount }),
});
