import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { Clock, SECOND_MS } from '../../../kernel/clock.js';
import {
  type DiscordServerMapping,
  type GuildInfo,
  serverMappings,
} from '../schemas/server-mapping.schema.js';
import { ServersRepository } from '../servers.repository.js';
import { type Change, SettingsRepository } from '../settings/settings.repository.js';
import { CHANNEL_FIELDS, type ChannelField } from '../settings/settings.rules.js';
import { HealthRepository } from './health.repository.js';
import { SERVER_NOTICE } from './server-notices.js';

/** Several changes follow on each other when somebody works on the server's settings. */
const CALM_MS = 5 * SECOND_MS;

const ACTOR = { kind: 'service', id: 'server-changes' } as const;

/** What becomes of a server's configuration when the server itself changes. */
@Injectable()
export class ServerChangesService {
  constructor(
    private readonly servers: ServersRepository,
    private readonly settings: SettingsRepository,
    private readonly health: HealthRepository,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** A name, an owner, a language: what Discord says of the server now. */
  async guildChanged(guildId: string, info: Omit<GuildInfo, 'joinedAt'>): Promise<void> {
    if (await this.health.setGuildInfo(guildId, info)) await this.servers.forget(guildId);
  }

  /** A channel is gone for good: whatever it was chosen for has none now, and managers are told, once. */
  async channelLost(guildId: string, channelId: string): Promise<void> {
    const mapping = await this.servers.findActive(guildId);
    const fields = CHANNEL_FIELDS.filter((field) => mapping?.botConfig[field] === channelId);
    if (mapping !== null && fields.length > 0)
      await this.lost(mapping, channelId, 'community.channel-lost', (at) =>
        this.dropChannel(guildId, fields, channelId, at),
      );
  }

  /** A role is gone for good, and with it what its members might do. */
  async roleLost(guildId: string, roleId: string): Promise<void> {
    const mapping = await this.servers.findActive(guildId);
    if (mapping?.botConfig.allowedRoles.some((role) => role.roleId === roleId) !== true) return;
    await this.lost(mapping, roleId, 'community.role-lost', async (at) => {
      const entry = { action: 'community.role-lost', actorId: ACTOR.id, at };
      const change = await this.settings.removeRole(guildId, roleId, entry);
      return change === null ? null : { ...change, what: 'role' };
    });
  }

  /** Permissions in a channel have changed; those of channels that are not used here don't matter. */
  async channelChanged(guildId: string, channelId: string): Promise<void> {
    const mapping = await this.servers.findActiveKept(guildId);
    if (CHANNEL_FIELDS.some((field) => mapping?.botConfig[field] === channelId))
      await this.checkSoon(guildId);
  }

  /** Something may have taken the bot a permission, or given one. */
  checkSoon(guildId: string): Promise<void> {
    return this.health.checkAt(guildId, new Date(this.clock.now().getTime() + CALM_MS));
  }

  private async dropChannel(
    guildId: string,
    fields: readonly ChannelField[],
    channelId: string,
    at: Date,
  ): Promise<(Change & { what: string }) | null> {
    const entry = { action: 'community.channel-lost', actorId: ACTOR.id, at };
    const dropped: Change[] = [];
    const from: ChannelField[] = [];
    for (const field of fields) {
      const change = await this.settings.drop(guildId, field, channelId, entry);
      if (change === null) continue;
      dropped.push(change);
      from.push(field);
    }
    const [first] = dropped;
    const last = dropped.at(-1);
    if (first === undefined || last === undefined) return null;
    return { before: first.before, after: last.after, what: from.join('+') };
  }

  /** The id of what was lost names the event: ids are never given twice. */
  private async lost(
    { _id, guildId, botConfig }: DiscordServerMapping,
    lostId: string,
    action: 'community.channel-lost' | 'community.role-lost',
    drop: (at: Date) => Promise<(Change & { what: string }) | null>,
  ): Promise<void> {
    await this.database.transaction(async () => {
      const change = await drop(this.clock.now());
      if (change === null) return;
      const [before, after] = [change.before, change.after].map((row) => ({ _id, botConfig: row.botConfig }));
      const audited = { action, actor: ACTOR, collection: serverMappings, guildId };
      await this.audit.record({ ...audited, before: before ?? null, after: after ?? null });
      if (!botConfig.notifications.problems) return;
      await this.outbox.add(SERVER_NOTICE, `server-lost/${guildId}/${lostId}`, {
        guildId,
        about: 'lost',
        what: change.what,
      });
    });
    await this.servers.forget(guildId);
  }
}
