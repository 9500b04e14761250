import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import type { Requirement } from '../../requirements/index.js';
import { TaskCompletion } from '../schemas/task-completion.schema.js';
import { DiscordTaskPost, type TaskStatus } from '../schemas/task-post.schema.js';

/** In these a task may ask for something else. */
export const EDITABLE_STATUSES: readonly TaskStatus[] = ['draft', 'scheduled', 'active', 'paused'];
const POSTED: readonly TaskStatus[] = ['scheduled', 'active', 'paused', 'completed', 'expired'];

export type TaskName = Pick<DiscordTaskPost, '_id' | 'taskId'> & {
  readonly taskData: Pick<DiscordTaskPost['taskData'], 'title'>;
};

/** What tasks require, and what is done of the tasks that they require. */
@Injectable()
export class TaskRequirementsRepository {
  constructor(
    @InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>,
    @InjectModel(TaskCompletion.name) private readonly completions: Model<TaskCompletion>,
  ) {}

  /**
   * Inside the transaction that has read what stands there: a change between makes it run again. The card
   * is drawn anew.
   *
   * @returns the task after it; `null` when it is over
   */
  set(
    { _id, messageId }: DiscordTaskPost,
    requirements: readonly Requirement[],
    now: Date,
  ): Promise<DiscordTaskPost | null> {
    const isPosted = messageId !== undefined;
    return this.posts
      .findOneAndUpdate(
        { _id, 'taskData.status': { $in: [...EDITABLE_STATUSES] } },
        {
          $set: { 'taskData.requirements': [...requirements], ...(isPosted && { 'card.due': now }) },
          ...(isPosted && { $unset: { 'card.shown': '' } }),
        },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost>()
      .exec();
  }

  /** Of a server, newest first: what can be required. */
  newest(guildId: string, limit: number): Promise<TaskName[]> {
    return this.posts
      .find({ guildId, 'taskData.status': { $in: [...POSTED] } }, { taskId: 1, 'taskData.title': 1 })
      .sort({ _id: -1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskName[]>()
      .exec();
  }

  /** All occurrences of these tasks that there still are. */
  async occurrences(taskIds: readonly string[]): Promise<{ taskId: string; postId: string }[]> {
    const found = await this.posts
      .find({ taskId: { $in: [...taskIds] } }, { taskId: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost[]>()
      .exec();
    return found.map(({ taskId, _id }) => ({ taskId, postId: _id.toHexString() }));
  }

  /** Which of these a member has completed. */
  async completedAmong(discordId: string, postIds: readonly string[]): Promise<string[]> {
    const rows = await this.completions
      .find({ taskPostId: { $in: [...postIds] }, discordId, state: 'verified' }, { taskPostId: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion[]>()
      .exec();
    return rows.map(({ taskPostId }) => taskPostId);
  }
}
