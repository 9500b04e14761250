import { Injectable } from '@nestjs/common';
import { Events } from 'discord.js';
import { Context, type ContextOf, On } from 'necord';
import { CardsOfAllKinds } from './cards-of-all-kinds.js';

/** What happens to cards and their channels while the bot listens; what it misses, the next look at a card finds. */
@Injectable()
export class CardChangesListener {
  constructor(private readonly cards: CardsOfAllKinds) {}

  @On(Events.MessageDelete)
  async onDeleted(@Context() [{ guildId, id }]: ContextOf<Events.MessageDelete>): Promise<void> {
    if (guildId !== null) await this.cards.messagesDeleted(guildId, [id]);
  }

  @On(Events.MessageBulkDelete)
  async onBulkDeleted(
    @Context() [messages, { guildId }]: ContextOf<Events.MessageBulkDelete>,
  ): Promise<void> {
    await this.cards.messagesDeleted(guildId, [...messages.keys()]);
  }

  @On(Events.ChannelDelete)
  async onChannelDeleted(@Context() [channel]: ContextOf<Events.ChannelDelete>): Promise<void> {
    if ('guildId' in channel) await this.cards.channelDeleted(channel.guildId, channel.id);
  }

  @On(Events.ChannelUpdate)
  async onChannel(@Context() [, channel]: ContextOf<Events.ChannelUpdate>): Promise<void> {
    if ('guildId' in channel) await this.cards.retryIn(channel.guildId);
  }

  @On(Events.GuildRoleUpdate)
  async onRole(@Context() [before, role]: ContextOf<Events.GuildRoleUpdate>): Promise<void> {
    if (before.permissions.bitfield !== role.permissions.bitfield) await this.cards.retryIn(role.guild.id);
  }

  @On(Events.GuildMemberUpdate)
  async onMember(@Context() [, member]: ContextOf<Events.GuildMemberUpdate>): Promise<void> {
    if (member.id === member.client.user.id) await this.cards.retryIn(member.guild.id);
  }

  @On(Events.GuildCreate)
  async onAdded(@Context() [{ id }]: ContextOf<Events.GuildCreate>): Promise<void> {
    await this.cards.redrawIn(id);
  }
}
