import { Injectable } from '@nestjs/common';
import { Events, MessageType } from 'discord.js';
import { Context, type ContextOf, On } from 'necord';
import { CardEngagementService } from './card-engagement.service.js';

interface SomeMessage {
  readonly id: string;
  readonly guildId: string | null;
}

/** Reactions and replies, of which those to cards are counted. What is written is neither sent to us nor read. */
@Injectable()
export class CardEngagementListener {
  constructor(private readonly engagement: CardEngagementService) {}

  @On(Events.MessageReactionAdd)
  async onReaction(@Context() [{ message }]: ContextOf<Events.MessageReactionAdd>): Promise<void> {
    await this.reacted(message);
  }

  @On(Events.MessageReactionRemove)
  async onReactionGone(@Context() [{ message }]: ContextOf<Events.MessageReactionRemove>): Promise<void> {
    await this.reacted(message);
  }

  @On(Events.MessageReactionRemoveEmoji)
  async onEmojiGone(@Context() [{ message }]: ContextOf<Events.MessageReactionRemoveEmoji>): Promise<void> {
    await this.reacted(message);
  }

  @On(Events.MessageReactionRemoveAll)
  async onAllGone(@Context() [message]: ContextOf<Events.MessageReactionRemoveAll>): Promise<void> {
    await this.reacted(message);
  }

  @On(Events.MessageCreate)
  async onMessage(@Context() [message]: ContextOf<Events.MessageCreate>): Promise<void> {
    const { id: messageId, type, guildId, author, reference } = message;
    if (type !== MessageType.Reply || guildId === null || author.bot || reference?.messageId === undefined)
      return;
    await this.engagement.replied({
      guildId,
      messageId,
      repliesTo: reference.messageId,
      authorId: author.id,
    });
  }

  /** Not a resumed one, in which Discord tells what was missed. */
  @On(Events.ShardReady)
  async onNewSession(): Promise<void> {
    await this.engagement.missedAll();
  }

  private async reacted({ id, guildId }: SomeMessage): Promise<void> {
    if (guildId !== null) await this.engagement.reacted(guildId, id);
  }
}
