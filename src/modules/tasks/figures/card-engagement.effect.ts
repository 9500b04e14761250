import { Injectable } from '@nestjs/common';
import { type APIMessage, MessageType } from 'discord.js';
import { DiscordApi, DiscordRefusedError } from '../../../infra/discord/index.js';
import { DueEffect } from '../../../infra/jobs/index.js';
import { Clock, MINUTE_MS } from '../../../kernel/clock.js';
import { snowflakeTime } from '../../../kernel/snowflake.js';
import type { CommentData, ReactionData } from '../schemas/task-post.schema.js';
import { CardEngagementRepository, type ReadCard } from './card-engagement.repository.js';
import { TaskFiguresRepository } from './task-figures.repository.js';

export const CARD_ENGAGEMENT = 'card-engagement';

/** Each takes two requests to Discord, which members who wait need too; a worker looks once a second. */
const READ_AT_ONCE = 4;
const AGAIN_AFTER_MS = MINUTE_MS;

/**
 * Reads the reactions to a card, which are counted by Discord, and those of the channel's newest hundred
 * messages that reply to it and that nobody told of. Older ones that came while the bot was away stay unknown.
 */
@Injectable()
export class CardEngagementEffect extends DueEffect {
  readonly name = CARD_ENGAGEMENT;

  constructor(
    private readonly cards: CardEngagementRepository,
    private readonly figures: TaskFiguresRepository,
    private readonly discord: DiscordApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.cards.claimDue(now, until, Math.min(limit, READ_AT_ONCE));
  }

  override postpone(postId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.cards.postpone(postId, claimedUntil, until);
  }

  override async run(postId: string): Promise<void> {
    await this.cards.takeDue(postId);
    const card = await this.cards.find(postId);
    if (card?.messageId === undefined) return;
    try {
      await this.read(card, card.messageId);
    } catch (error) {
      if (error instanceof DiscordRefusedError && (error.isPlaceUnusable || error.isMessageGone)) return;
      await this.cards.readAgain(postId, new Date(this.clock.now().getTime() + AGAIN_AFTER_MS));
      throw error;
    }
  }

  private async read(card: ReadCard, messageId: string): Promise<void> {
    const [message, recent] = await Promise.all([
      this.discord.message(card.channelId, messageId),
      this.discord.recentMessages(card.channelId),
    ]);
    await this.cards.setRead(card, {
      reactions: reactionsTo(message),
      missed: repliesTo(messageId, recent, card.engagement.comments[0]?.messageId ?? messageId),
    });
    await this.figures.refresh(card._id.toHexString());
  }
}

/** The bot's own ones don't count. */
function reactionsTo({ reactions = [] }: APIMessage): ReactionData[] {
  return reactions
    .map(({ emoji: { id, name }, count, me }) => ({
      emoji: id === null ? (name ?? '?') : `${name ?? '_'}:${id}`,
      count: me ? count - 1 : count,
    }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, 20);
}

/** Newer ones than `after`, oldest first. */
function repliesTo(cardId: string, recent: readonly APIMessage[], after: string): CommentData[] {
  return recent
    .filter(
      ({ id, type, author, message_reference: reference }) =>
        type === MessageType.Reply &&
        reference?.message_id === cardId &&
        author.bot !== true &&
        BigInt(id) > BigInt(after),
    )
    .map(({ id, author }) => ({ authorId: author.id, messageId: id, at: snowflakeTime(id) }))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}
