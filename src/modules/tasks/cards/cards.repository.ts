import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { DueRows } from '../../../infra/database/index.js';
import { SECOND_MS } from '../../../kernel/clock.js';
import { CARD_STATUSES, DiscordTaskPost, OPEN_STATUSES } from '../schemas/task-post.schema.js';
import { CardPace } from './card-pace.js';
import { asItWas, isOpenAt, nextLook, nextVersion, showsAll, soonest } from './card.pipelines.js';

/** More than may be taken at once: those of channels that had their share are passed over. */
const CANDIDATES = 200;

const isDueAt = (now: Date) => ({ $gt: new Date(0), $lte: now });

/** What was drawn, and of which version of the task. */
export interface Drawing {
  readonly messageId: string;
  readonly shown: number;
  readonly version: number;
  readonly drawnAt: Date;
  /** When Discord had answered: its message rests from then on. */
  readonly doneAt: Date;
  readonly how: 'posted' | 'edited' | 'looked-for';
}

export interface Counts {
  /** Verified. */
  readonly completions: number;
  /** Places that are taken, also by proofs that wait for a review. */
  readonly places: number;
}

/** The cards of tasks as state: what each should show, what it shows, and when it is a worker's turn. */
@Injectable()
export class CardsRepository {
  private readonly due: DueRows;

  constructor(
    @InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>,
    private readonly pace: CardPace,
  ) {
    this.due = new DueRows(posts, 'card.due');
  }

  /**
   * Takes cards that are due in hand, those that wait longest first, as many as the pace allows in each
   * channel and in all. The pace stands in the rows: it holds over all processes and over a restart.
   */
  async claim(now: Date, until: Date, limit: number): Promise<string[]> {
    const taken = await this.takenSince(new Date(now.getTime() - this.pace.channelWindowMs));
    const lastSecond = taken.filter(({ at }) => at.getTime() > now.getTime() - SECOND_MS).length;
    const room = Math.min(limit, this.pace.perSecond - lastSecond);
    if (room <= 0) return [];
    const used = new Map<string, number>();
    const use = (channelId: string): number => {
      const count = (used.get(channelId) ?? 0) + 1;
      used.set(channelId, count);
      return count;
    };
    for (const { channelId } of taken) use(channelId);
    const full = [...used].filter(([, count]) => count >= this.pace.perChannelWindow).map(([id]) => id);
    const waiting = await this.waiting(now, full);
    const chosen = waiting.filter(({ channelId }) => use(channelId) <= this.pace.perChannelWindow);
    const ids = await Promise.all(chosen.slice(0, room).map(({ _id }) => this.take(_id, now, until)));
    return ids.filter((id) => id !== null);
  }

  postpone(postId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.due.postpone(postId, claimedUntil, until);
  }

  /** For the worker, which serves all guilds. */
  find(postId: string): Promise<DiscordTaskPost | null> {
    return this.posts.findById(postId).lean<DiscordTaskPost>().exec();
  }

  /** Writes a recount; the card becomes due when it shows something else, as soon as it may be edited. */
  async setCounts(postId: string, { completions, places }: Counts, now: Date): Promise<boolean> {
    const wanted = {
      $cond: [{ $eq: [{ $type: '$taskData.maxCompletions' }, 'missing'] }, completions, places],
    };
    const result = await this.posts.updateOne(
      {
        _id: new Types.ObjectId(postId),
        $or: [
          { 'interactionStats.completions': { $ne: completions } },
          { $expr: { $ne: ['$card.wanted', wanted] } },
          { 'card.due': { $exists: false }, $expr: isOpenAt(now) },
        ],
      },
      [
        {
          $set: {
            'interactionStats.completions': completions,
            'card.wanted': wanted,
            'card.due': this.dueAfterCount(wanted, now),
          },
        },
      ],
      { updatePipeline: true },
    );
    return result.modifiedCount > 0;
  }

  /** The card shows what was drawn; nothing is written where the message is not this one any more. */
  async markShown(postId: string, drawing: Drawing): Promise<void> {
    const { messageId, shown, version, drawnAt, doneAt, how } = drawing;
    const isAll = {
      $and: [{ $eq: ['$card.wanted', shown] }, { $eq: ['$card.version', version] }],
    };
    const restMs = how === 'edited' ? this.pace.betweenEditsMs : 0;
    const branches = [
      { case: { $not: [isAll] }, then: new Date(doneAt.getTime() + restMs) },
      { case: isOpenAt(drawnAt), then: nextLook(drawnAt) },
    ];
    await this.posts.updateOne(
      {
        _id: new Types.ObjectId(postId),
        messageId: how === 'posted' ? { $in: [messageId, null] } : messageId,
      },
      [
        {
          $set: {
            messageId,
            'card.shown': shown,
            'card.drawnVersion': version,
            // Also of those that were posted at once, without their turn.
            'card.takenAt': doneAt,
            'card.editedAt': how === 'edited' ? doneAt : asItWas('$card.editedAt'),
            'card.due': { $switch: { branches, default: '$$REMOVE' } },
          },
        },
      ],
      { updatePipeline: true },
    );
  }

  /** The cards of a server's tasks that are not over are drawn again, whatever they show. */
  async redrawOfGuild(guildId: string, now: Date): Promise<void> {
    await this.posts.updateMany(
      { guildId, 'taskData.status': { $in: OPEN_STATUSES } },
      [{ $set: { 'card.version': nextVersion, 'card.due': soonest(now, this.pace.betweenEditsMs) } }],
      { updatePipeline: true },
    );
  }

  /** Nothing is to be done with the card until somebody asks for it to be drawn. */
  async leave(postId: string): Promise<void> {
    await this.posts.updateOne({ _id: new Types.ObjectId(postId) }, { $unset: { 'card.due': '' } }).exec();
  }

  private dueAfterCount(wanted: mongo.Document, now: Date): mongo.Document {
    const soon = soonest(now, this.pace.betweenEditsMs);
    const due = asItWas('$card.due');
    const branches = [
      { case: { $not: [{ $in: ['$taskData.status', CARD_STATUSES] }] }, then: '$$REMOVE' },
      { case: { $gt: ['$card.trouble', null] }, then: due },
      { case: { $and: [showsAll(wanted), isOpenAt(now)] }, then: nextLook(now) },
      // After the end it is due while the end is not shown.
      { case: showsAll(wanted), then: due },
      // It was only waiting to be looked at.
      { case: showsAll('$card.wanted'), then: { $min: ['$card.due', soon] } },
    ];
    return { $switch: { branches, default: { $ifNull: ['$card.due', soon] } } };
  }

  private async takenSince(since: Date): Promise<{ channelId: string; at: Date }[]> {
    if (this.pace.perChannelWindow === Infinity) return [];
    const rows = await this.posts
      .find({ 'card.takenAt': { $gt: since } }, { _id: 0, channelId: 1, 'card.takenAt': 1 })
      .lean<DiscordTaskPost[]>()
      .exec();
    return rows.map(({ channelId, card }) => ({ channelId, at: card.takenAt ?? since }));
  }

  private waiting(now: Date, fullChannels: readonly string[]): Promise<DiscordTaskPost[]> {
    return this.posts
      .find({ 'card.due': isDueAt(now), channelId: { $nin: [...fullChannels] } }, { channelId: 1 })
      .sort({ 'card.due': 1 })
      .limit(CANDIDATES)
      .lean<DiscordTaskPost[]>()
      .exec();
  }

  /** `null`: somebody else was faster. */
  private async take(_id: Types.ObjectId, now: Date, until: Date): Promise<string | null> {
    const { modifiedCount } = await this.posts.updateOne(
      { _id, 'card.due': isDueAt(now) },
      { $set: { 'card.due': until, 'card.takenAt': now } },
    );
    return modifiedCount > 0 ? _id.toHexString() : null;
  }
}
