import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { DueRows, INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import {
  type CommentData,
  DiscordTaskPost,
  KEPT_REPLIES,
  type ReactionData,
} from '../schemas/task-post.schema.js';

/** What the worker reads of Discord: where the card stands, and what is known of it. */
export type ReadCard = Pick<DiscordTaskPost, '_id' | 'guildId' | 'channelId' | 'messageId' | 'engagement'>;

/** What Discord says of a card. */
export interface CardReading {
  readonly reactions: ReactionData[];
  /** Those that nobody told of, oldest first. */
  readonly missed: readonly CommentData[];
}

const soonest = (due: unknown): mongo.Document => ({ $min: ['$engagement.due', due] });

/** Reactions and replies to cards: who replied when, never what. */
@Injectable()
export class CardEngagementRepository {
  private readonly dueRows: DueRows;

  constructor(@InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>) {
    this.dueRows = new DueRows(posts, 'engagement.due');
  }

  /** @returns whether the message is a card of this guild */
  async readBy(guildId: string, messageId: string, due: Date): Promise<boolean> {
    const { matchedCount } = await this.posts.updateOne(
      { messageId, guildId },
      [{ $set: { 'engagement.due': soonest(due) } }],
      { updatePipeline: true },
    );
    return matchedCount > 0;
  }

  async readAllBy(guildId: string, messageIds: readonly string[], due: Date): Promise<void> {
    await this.posts
      .updateMany(
        { messageId: { $in: messageIds }, guildId },
        [{ $set: { 'engagement.due': soonest(due) } }],
        { updatePipeline: true },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS);
  }

  /**
   * A reply, told by an event that may come twice.
   *
   * @returns whether the message is a card of this guild
   */
  async addReply(guildId: string, cardId: string, reply: CommentData): Promise<boolean> {
    const { matchedCount } = await this.posts.updateOne(
      { messageId: cardId, guildId, 'engagement.comments.messageId': { $ne: reply.messageId } },
      added([reply]),
    );
    return matchedCount > 0 || (await this.posts.exists({ messageId: cardId, guildId })) !== null;
  }

  /** Cards of open tasks become due within that time, each at another moment. */
  async readAllWithin(now: Date, spreadMs: number): Promise<void> {
    const due = { $add: [now, { $floor: { $multiply: [{ $rand: {} }, spreadMs] } }] };
    await this.posts.updateMany(
      { 'taskData.status': 'active', 'taskData.expiresAt': { $gt: now }, messageId: { $gt: '' } },
      [{ $set: { 'engagement.due': soonest(due) } }],
      { updatePipeline: true },
    );
  }

  claimDue(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.dueRows.claim(now, until, limit);
  }

  postpone(postId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.dueRows.postpone(postId, claimedUntil, until);
  }

  find(postId: string): Promise<ReadCard | null> {
    return this.posts
      .findById(postId, { guildId: 1, channelId: 1, messageId: 1, engagement: 1 })
      .lean<ReadCard>()
      .exec();
  }

  /**
   * Writes what was read. The replies only while no newer one has become known: of these a later reading
   * takes those that are still missing.
   */
  async setRead(card: ReadCard, { reactions, missed }: CardReading): Promise<void> {
    const { _id, messageId, engagement } = card;
    await this.posts.updateOne({ _id, messageId }, { $set: { 'engagement.reactions': reactions } });
    if (missed.length === 0) return;
    const newest = engagement.comments[0]?.messageId;
    await this.posts.updateOne(
      { _id, messageId, 'engagement.comments.0.messageId': newest ?? { $exists: false } },
      added(missed),
    );
  }

  /** Before the reading: what happens to the card from then on makes it due anew. */
  async takeDue(postId: string): Promise<void> {
    await this.posts.updateOne({ _id: new Types.ObjectId(postId) }, { $unset: { 'engagement.due': '' } });
  }

  /** The reading failed. */
  async readAgain(postId: string, due: Date): Promise<void> {
    await this.posts.updateOne(
      { _id: new Types.ObjectId(postId) },
      [{ $set: { 'engagement.due': soonest(due) } }],
      { updatePipeline: true },
    );
  }
}

const added = (replies: readonly CommentData[]): mongo.UpdateFilter<DiscordTaskPost> => ({
  $push: {
    'engagement.comments': { $each: [...replies].reverse(), $position: 0, $slice: KEPT_REPLIES },
  } as never,
  $inc: { 'engagement.replies': replies.length },
});
