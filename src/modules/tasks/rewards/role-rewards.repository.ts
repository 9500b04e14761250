import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { DueRows } from '../../../infra/database/index.js';
import { TaskCompletion } from '../schemas/task-completion.schema.js';
import { DiscordTaskPost, type TaskStatus } from '../schemas/task-post.schema.js';

const TO_BE_COMPLETED: readonly TaskStatus[] = ['scheduled', 'active', 'paused'];

/** Roles that completions owe, and those that tasks promise. For the worker, which serves all guilds. */
@Injectable()
export class RoleRewardsRepository {
  private readonly dueRows: DueRows;

  constructor(
    @InjectModel(TaskCompletion.name) private readonly completions: Model<TaskCompletion>,
    @InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>,
  ) {
    this.dueRows = new DueRows(completions, 'roleDue');
  }

  claimDue(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.dueRows.claim(now, until, limit);
  }

  postpone(completionId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.dueRows.postpone(completionId, claimedUntil, until);
  }

  /** `null` when no role is owed. */
  findOwing(completionId: string): Promise<TaskCompletion | null> {
    return this.completions
      .findOne({ _id: new Types.ObjectId(completionId), roleDue: { $exists: true } })
      .lean<TaskCompletion>()
      .exec();
  }

  /** The role that a task gives now; `undefined` where it gives none, or is gone. */
  async roleOf(taskPostId: string): Promise<string | undefined> {
    const post = await this.posts
      .findById(taskPostId, { 'taskData.rewardRoleId': 1 })
      .lean<DiscordTaskPost>()
      .exec();
    return post?.taskData.rewardRoleId;
  }

  async settle(completionId: string): Promise<void> {
    await this.completions
      .updateOne({ _id: new Types.ObjectId(completionId) }, { $unset: { roleDue: '' } })
      .exec();
  }

  async tryAgainAt(completionId: string, due: Date): Promise<void> {
    await this.completions
      .updateOne(
        { _id: new Types.ObjectId(completionId), roleDue: { $exists: true } },
        { $set: { roleDue: due } },
      )
      .exec();
  }

  /** Roles that the tasks of a server give which are open, or will be. */
  async promisedIn(guildId: string): Promise<string[]> {
    const posts = await this.posts
      .find(
        {
          guildId,
          'taskData.status': { $in: TO_BE_COMPLETED },
          'taskData.rewardRoleId': { $exists: true },
        },
        { _id: 0, 'taskData.rewardRoleId': 1 },
      )
      .lean<{ taskData: { rewardRoleId: string } }[]>()
      .exec();
    return [...new Set(posts.map(({ taskData }) => taskData.rewardRoleId))];
  }
}
