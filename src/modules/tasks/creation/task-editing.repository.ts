import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, UpdateQuery } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import {
  DiscordTaskPost,
  OPEN_STATUSES,
  type TaskData,
  type TaskStatus,
} from '../schemas/task-post.schema.js';
import type { Changes } from './edit-parts.js';

/** What is open to changes still. */
export const EDITABLE: readonly TaskStatus[] = ['draft', 'scheduled', 'active', 'paused'];

export interface Settled {
  readonly communityId: string;
  readonly locale: string;
}

/**
 * Changes of drafts and of tasks that are not over. Each gives the task after it, or `null` where there was
 * nothing to change any more: it is over, or somebody was faster. To be called in a transaction.
 */
@Injectable()
export class TaskEditingRepository {
  constructor(@InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>) {}

  /** Only while `keys` are as they were seen: nobody's change is lost. */
  change(
    seen: DiscordTaskPost,
    keys: readonly (keyof TaskData)[],
    changes: Changes,
    statuses: readonly TaskStatus[] = EDITABLE,
  ): Promise<DiscordTaskPost | null> {
    const asSeen = keys.map((key) => {
      const value = seen.taskData[key];
      return [`taskData.${key}`, value === undefined ? { $exists: false } : { $eq: value }] as const;
    });
    return this.update(seen, { ...Object.fromEntries(asSeen), ...isIn(statuses) }, updateOf(changes));
  }

  /** The last choice counts. */
  setReward(seen: DiscordTaskPost, rewardRoleId: string | undefined): Promise<DiscordTaskPost | null> {
    return this.update(seen, isIn(EDITABLE), updateOf({ rewardRoleId }));
  }

  /** Of a draft, or of a task whose card can't be shown where it was: it is posted there. */
  setChannel(
    { _id, guildId }: DiscordTaskPost,
    channelId: string,
    now: Date,
  ): Promise<DiscordTaskPost | null> {
    const isLost = { ...isIn(OPEN_STATUSES), 'card.trouble': { $exists: true } };
    const moved = {
      channelId,
      messageId: '$$REMOVE',
      'card.shown': '$$REMOVE',
      'card.drawnVersion': '$$REMOVE',
      'card.due': { $cond: [{ $eq: ['$taskData.status', 'draft'] }, '$$REMOVE', now] },
    };
    return this.posts
      .findOneAndUpdate({ _id, guildId, $or: [isIn(['draft']), isLost] }, [{ $set: moved }], {
        updatePipeline: true,
        returnDocument: 'after',
      })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost>()
      .exec();
  }

  /** What is true of a draft at the moment it is posted. */
  settle(seen: DiscordTaskPost, { communityId, locale }: Settled): Promise<DiscordTaskPost | null> {
    return this.update(seen, isIn(['draft']), { $set: { communityId, locale } });
  }

  /** @returns the draft that was; `null` when it is none any more */
  discard({ _id, guildId }: DiscordTaskPost): Promise<DiscordTaskPost | null> {
    return this.posts
      .findOneAndDelete({ _id, guildId, ...isIn(['draft']) })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost>()
      .exec();
  }

  private update(
    { _id, guildId }: DiscordTaskPost,
    guard: object,
    update: UpdateQuery<DiscordTaskPost>,
  ): Promise<DiscordTaskPost | null> {
    return this.posts
      .findOneAndUpdate({ _id, guildId, ...guard }, update, { returnDocument: 'after' })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost>()
      .exec();
  }
}

const isIn = (statuses: readonly TaskStatus[]) => ({ 'taskData.status': { $in: [...statuses] } });

function updateOf(changes: Changes): UpdateQuery<DiscordTaskPost> {
  const entries = Object.entries(changes).map(([key, value]): [string, unknown] => [
    `taskData.${key}`,
    value,
  ]);
  const set = entries.filter(([, value]) => value !== undefined);
  const unset = entries.filter(([, value]) => value === undefined).map(([path]) => [path, ''] as const);
  return {
    ...(set.length > 0 && { $set: Object.fromEntries(set) }),
    ...(unset.length > 0 && { $unset: Object.fromEntries(unset) }),
  };
}
