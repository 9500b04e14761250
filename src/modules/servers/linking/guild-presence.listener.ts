import { Injectable } from '@nestjs/common';
import { Events } from 'discord.js';
import { Context, type ContextOf, On } from 'necord';
import { GreetingsService } from './greetings.service.js';
import { UnlinkingService } from './unlinking.service.js';

/**
 * Whether the bot is in a server. discord.js tells outages and what was there at the start by other events;
 * what happened while nobody listened the health check of the server notices.
 */
@Injectable()
export class GuildPresenceListener {
  constructor(
    private readonly greetings: GreetingsService,
    private readonly unlinking: UnlinkingService,
  ) {}

  @On(Events.GuildCreate)
  async onAdded(@Context() [guild]: ContextOf<Events.GuildCreate>): Promise<void> {
    const { id: guildId, ownerId, systemChannelId, preferredLocale: locale, joinedAt } = guild;
    await this.greetings.added({ guildId, ownerId, systemChannelId, locale, joinedAt });
  }

  @On(Events.GuildDelete)
  async onRemoved(@Context() [{ id }]: ContextOf<Events.GuildDelete>): Promise<void> {
    await this.unlinking.botRemoved(id);
  }
}
