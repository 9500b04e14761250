import { Injectable } from '@nestjs/common';
import { Events } from 'discord.js';
import { Context, type ContextOf, On } from 'necord';
import { ChannelWriters } from './channel-writers.service.js';

/** Messages of people as they are written: author, channel and time. A thread is a channel of its own. */
@Injectable()
export class MessageHeardListener {
  constructor(private readonly writers: ChannelWriters) {}

  @On(Events.MessageCreate)
  async onMessage(@Context() [message]: ContextOf<Events.MessageCreate>): Promise<void> {
    const { author, channelId, createdAt: at, system, webhookId } = message;
    if (author.bot || system || webhookId !== null) return;
    await this.writers.heard({ channelId, discordId: author.id, at });
  }
}
