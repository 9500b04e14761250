import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { DAY_MS, HOUR_MS } from '../../../kernel/clock.js';
import { type CardTroubleKind, KEPT_DELETIONS } from '../schemas/task-card.schema.js';
import { DiscordTaskPost, OPEN_STATUSES } from '../schemas/task-post.schema.js';
import { asItWas, nextVersion } from './card.pipelines.js';

/** A card that was deleted as often as its deletions are kept, within this time, is not posted again. */
const OFTEN_MS = HOUR_MS;

/** Troubles of a channel with all that stands in it. */
const OF_A_PLACE: readonly CardTroubleKind[] = ['channel_gone', 'no_access'];

/** A task before and after a change that the worker of cards made to it. */
export interface PostChange {
  readonly before: DiscordTaskPost;
  readonly after: DiscordTaskPost;
}

type Place = Pick<DiscordTaskPost, 'guildId' | 'channelId'>;

/** Cards that were deleted, and channels that can't be used: what becomes of the tasks. To be called in a transaction. */
@Injectable()
export class CardLossesRepository {
  constructor(@InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>) {}

  /** Tasks that are not over whose cards these messages are. */
  openByMessages(guildId: string, messageIds: readonly string[]): Promise<DiscordTaskPost[]> {
    return this.posts
      .find({ messageId: { $in: [...messageIds] }, guildId, 'taskData.status': { $in: OPEN_STATUSES } })
      .lean<DiscordTaskPost[]>()
      .exec();
  }

  /** A task whose card stands in a channel, if there is one that is not over. */
  async firstIn(guildId: string, channelId: string): Promise<DiscordTaskPost | null> {
    return this.posts
      .findOne({ guildId, channelId, 'taskData.status': { $in: OPEN_STATUSES } })
      .lean<DiscordTaskPost>()
      .exec();
  }

  /** The message is gone: the card is to be posted again, unless that would go on without end. */
  forgetMessage({ _id, messageId }: DiscordTaskPost, now: Date): Promise<PostChange | null> {
    const deletions = { $slice: [{ $concatArrays: ['$card.deletions', [now]] }, -KEPT_DELETIONS] };
    const isOften = {
      $and: [
        { $gte: [{ $size: deletions }, KEPT_DELETIONS] },
        { $gt: [{ $first: deletions }, new Date(now.getTime() - OFTEN_MS)] },
      ],
    };
    const isActive = { $eq: ['$taskData.status', 'active'] };
    const trouble = { kind: 'removed', since: now, hasPaused: isActive };
    return this.change({ _id, messageId, 'taskData.status': { $in: OPEN_STATUSES } }, [
      {
        $set: {
          messageId: '$$REMOVE',
          'card.shown': '$$REMOVE',
          'card.drawnVersion': '$$REMOVE',
          'card.deletions': deletions,
          'card.due': { $cond: [isOften, '$$REMOVE', now] },
          'card.trouble': { $cond: [isOften, trouble, asItWas('$card.trouble')] },
          'taskData.status': { $cond: [{ $and: [isOften, isActive] }, 'paused', '$taskData.status'] },
        },
      },
    ]);
  }

  /** The message is gone, and with it its task. */
  cancelDeleted({ _id, messageId }: DiscordTaskPost, now: Date): Promise<PostChange | null> {
    return this.change({ _id, messageId, 'taskData.status': { $in: OPEN_STATUSES } }, [
      {
        $set: {
          'taskData.status': 'cancelled',
          closedAt: now,
          messageId: '$$REMOVE',
          'card.due': '$$REMOVE',
          lifeDue: '$$REMOVE',
        },
      },
    ]);
  }

  /**
   * Nothing can be shown in a channel: its tasks that were not stopped for that yet are.
   *
   * @returns those that are stopped now
   */
  async block({ guildId, channelId }: Place, kind: CardTroubleKind, now: Date): Promise<PostChange[]> {
    const isNew = {
      guildId,
      channelId,
      'taskData.status': { $in: OPEN_STATUSES },
      $or: [{ 'card.trouble': { $exists: false } }, { 'taskData.status': 'active' }],
    };
    const isActive = { $eq: ['$taskData.status', 'active'] };
    return this.changeAll(isNew, [
      {
        $set: {
          'card.trouble': { kind, since: now, hasPaused: isActive },
          'card.due': kind === 'no_access' ? new Date(now.getTime() + HOUR_MS) : '$$REMOVE',
          'taskData.status': { $cond: [isActive, 'paused', '$taskData.status'] },
        },
      },
    ]);
  }

  /** It still is so: the next look waits as long as the trouble has lasted, an hour at least, a day at most. */
  async stillBlocked({ guildId, channelId }: Place, kind: CardTroubleKind, now: Date): Promise<void> {
    const lasted = { $subtract: [now, '$card.trouble.since'] };
    const next = { $add: [now, { $min: [DAY_MS, { $max: [HOUR_MS, lasted] }] }] };
    await this.posts.updateMany(
      {
        guildId,
        channelId,
        'taskData.status': { $in: OPEN_STATUSES },
        'card.trouble.kind': { $in: OF_A_PLACE },
      },
      [{ $set: { 'card.trouble.kind': kind, 'card.due': kind === 'no_access' ? next : '$$REMOVE' } }],
      { updatePipeline: true },
    );
  }

  /**
   * A card could be shown: what its channel was the reason for is over, and tasks that were stopped go on.
   *
   * @returns those that go on
   */
  async unblock({ _id, guildId, channelId, card }: DiscordTaskPost, now: Date): Promise<PostChange[]> {
    const isBlocked = {
      guildId,
      'taskData.status': { $in: OPEN_STATUSES },
      ...(card.trouble?.kind === 'removed'
        ? { _id, 'card.trouble': { $exists: true } }
        : { channelId, 'card.trouble.kind': { $in: OF_A_PLACE } }),
    };
    const hasPaused = { $and: ['$card.trouble.hasPaused', { $eq: ['$taskData.status', 'paused'] }] };
    const isThisOne = { $eq: ['$_id', _id] };
    const changes = await this.changeAll(isBlocked, [
      {
        $set: {
          'taskData.status': { $cond: [hasPaused, 'active', '$taskData.status'] },
          'card.trouble': '$$REMOVE',
          // This one was drawn so just now.
          'card.version': { $cond: [isThisOne, '$card.version', nextVersion] },
          'card.due': { $cond: [isThisOne, asItWas('$card.due'), now] },
        },
      },
    ]);
    return changes.filter(({ before, after }) => before.taskData.status !== after.taskData.status);
  }

  /** Something may have given the bot back what it needs: cards that wait for it are tried again then. */
  async retryIn(guildId: string, due: Date): Promise<void> {
    await this.posts.updateMany(
      { guildId, 'taskData.status': { $in: OPEN_STATUSES }, 'card.trouble.kind': 'no_access' },
      { $set: { 'card.due': due } },
    );
  }

  private async change(filter: object, update: object[]): Promise<PostChange | null> {
    const [changed] = await this.changeAll(filter, update);
    return changed ?? null;
  }

  private async changeAll(filter: object, update: object[]): Promise<PostChange[]> {
    const before = await this.posts.find(filter).sort({ _id: 1 }).lean<DiscordTaskPost[]>().exec();
    if (before.length === 0) return [];
    const _id = { $in: before.map((post) => post._id) };
    await this.posts.updateMany({ ...filter, _id }, update, { updatePipeline: true });
    const after = await this.posts.find({ _id }).lean<DiscordTaskPost[]>().exec();
    const byId = new Map(after.map((post) => [post._id.toHexString(), post]));
    return before.flatMap((post) => {
      const changed = byId.get(post._id.toHexString());
      return changed === undefined ? [] : [{ before: post, after: changed }];
    });
  }
}
