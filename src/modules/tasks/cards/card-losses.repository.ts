import { isDeepStrictEqual } from 'node:util';
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
  block(place: Place, kind: CardTroubleKind, now: Date): Promise<PostChange[]> {
    const isNew = { $or: [{ 'card.trouble': { $exists: false } }, { 'taskData.status': 'active' }] };
    const isActive = { $eq: ['$taskData.status', 'active'] };
    return this.changeAll(openIn(place), isNew, [
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
  async stillBlocked(place: Place, kind: CardTroubleKind, now: Date): Promise<void> {
    const lasted = { $subtract: [now, '$card.trouble.since'] };
    const next = { $add: [now, { $min: [DAY_MS, { $max: [HOUR_MS, lasted] }] }] };
    await this.posts.updateMany(
      { ...openIn(place), 'card.trouble.kind': { $in: OF_A_PLACE } },
      [{ $set: { 'card.trouble.kind': kind, 'card.due': kind === 'no_access' ? next : '$$REMOVE' } }],
      { updatePipeline: true },
    );
  }

  /**
   * A card could be shown: what its channel was the reason for is over, and tasks that were stopped go on.
   *
   * @returns those that go on
   */
  async unblock(post: DiscordTaskPost, now: Date): Promise<PostChange[]> {
    const { _id, card } = post;
    const isOfItsOwn = card.trouble?.kind === 'removed';
    const isBlocked = isOfItsOwn ? { _id } : { 'card.trouble.kind': { $in: OF_A_PLACE } };
    const hasPaused = { $and: ['$card.trouble.hasPaused', { $eq: ['$taskData.status', 'paused'] }] };
    const isThisOne = { $eq: ['$_id', _id] };
    const changes = await this.changeAll(openIn(post), isBlocked, [
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
    const before = await this.posts
      .findOneAndUpdate(filter, update, { updatePipeline: true, returnDocument: 'before' })
      .lean<DiscordTaskPost>()
      .exec();
    const after = before && (await this.posts.findById(before._id).lean<DiscordTaskPost>().exec());
    return after && { before, after };
  }

  /** @returns those of `among` that were changed */
  private async changeAll(among: object, guard: object, update: object[]): Promise<PostChange[]> {
    const find = () => this.posts.find(among).sort({ _id: 1 }).lean<DiscordTaskPost[]>().exec();
    const before = new Map((await find()).map((post) => [post._id.toHexString(), post]));
    await this.posts.updateMany({ ...among, ...guard }, update, { updatePipeline: true });
    return (await find()).flatMap((after) => {
      const was = before.get(after._id.toHexString());
      return was === undefined || isDeepStrictEqual(was.card, after.card) ? [] : [{ before: was, after }];
    });
  }
}

const openIn = ({ guildId, channelId }: Place) => ({
  guildId,
  channelId,
  'taskData.status': { $in: OPEN_STATUSES },
});
