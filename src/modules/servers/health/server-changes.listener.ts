import { Injectable } from '@nestjs/common';
import { Events } from 'discord.js';
import { Context, type ContextOf, On } from 'necord';
import { ServerChangesService } from './server-changes.service.js';

/** What happens to servers while the bot listens; what it misses, the health check finds. */
@Injectable()
export class ServerChangesListener {
  constructor(private readonly changes: ServerChangesService) {}

  @On(Events.GuildUpdate)
  async onGuild(@Context() [, guild]: ContextOf<Events.GuildUpdate>): Promise<void> {
    // Not how many members there are: without their intent, discord.js only knows how many there were.
    const { id, name, icon, ownerId, preferredLocale: locale, features, premiumTier } = guild;
    const info = { name, ownerId, locale, features, premiumTier };
    await this.changes.guildChanged(id, { ...info, ...(icon !== null && { icon }) });
  }

  @On(Events.ChannelDelete)
  async onChannelDeleted(@Context() [channel]: ContextOf<Events.ChannelDelete>): Promise<void> {
    if ('guildId' in channel) await this.changes.channelLost(channel.guildId, channel.id);
  }

  @On(Events.ChannelUpdate)
  async onChannel(@Context() [, channel]: ContextOf<Events.ChannelUpdate>): Promise<void> {
    if ('guildId' in channel) await this.changes.channelChanged(channel.guildId, channel.id);
  }

  @On(Events.GuildRoleDelete)
  async onRoleDeleted(@Context() [role]: ContextOf<Events.GuildRoleDelete>): Promise<void> {
    await this.changes.roleLost(role.guild.id, role.id);
    await this.changes.checkSoon(role.guild.id);
  }

  @On(Events.GuildRoleUpdate)
  async onRole(@Context() [before, role]: ContextOf<Events.GuildRoleUpdate>): Promise<void> {
    if (before.permissions.bitfield !== role.permissions.bitfield || before.rawPosition !== role.rawPosition)
      await this.changes.checkSoon(role.guild.id);
  }
}
