import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { isObjectIdText } from '../../../kernel/object-id.js';
import { keyExpression, type Unit } from '../../statistics/index.js';
import { type CompletionState, TaskCompletion } from '../schemas/task-completion.schema.js';
import { DiscordTaskPost } from '../schemas/task-post.schema.js';
import { DERIVED_FIGURES } from './derived-figures.js';

/** Times are taken from the newest completions: enough for a mean, and bounded however many there are. */
const TIMED = 1_000;
const RECENT = 50;

/** A campaign has fifty; what is beyond its newest hundred is not looked at. */
const MOST_TASKS = 100;
const WITH_FIGURES = {
  guildId: 1,
  channelId: 1,
  messageId: 1,
  createdAt: 1,
  closedAt: 1,
  taskData: 1,
  interactionStats: 1,
  engagement: 1,
} as const;
export type PostWithFigures = Pick<DiscordTaskPost, '_id' | keyof typeof WITH_FIGURES>;

/** What members did with a card, by the log. */
export interface Visits {
  readonly views: number;
  readonly uniqueViews: number;
  /** Members who pressed *Complete* while they might. */
  readonly pressed: number;
}

/** The figures of a task beside its live count: recounted from the completions and the log, never incremented. */
@Injectable()
export class TaskFiguresRepository {
  constructor(
    @InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>,
    @InjectModel(TaskCompletion.name) private readonly completions: Model<TaskCompletion>,
  ) {}

  async recount(postId: string): Promise<void> {
    const [counts, newest] = await Promise.all([this.countsOf(postId), this.newestVerified(postId)]);
    const seconds = newest.map(secondsOf).sort((a, b) => a - b);
    await this.update(postId, {
      'interactionStats.attempts': counts.pending + counts.verified + counts.rejected,
      // Also written with the card; here too, as the shares below are made of it.
      'interactionStats.completions': counts.verified,
      'interactionStats.rejections': counts.rejected,
      'interactionStats.averageCompletionTime': meanOf(seconds),
      'analytics.performanceMetrics.medianMinutes': medianOf(seconds) / 60,
      'engagement.participantIds': newest.slice(0, RECENT).map(({ discordId }) => discordId),
    });
  }

  async guildOf(postId: string): Promise<string | undefined> {
    const post = await this.posts.findById(postId, { guildId: 1 }).lean<DiscordTaskPost>().exec();
    return post?.guildId;
  }

  /** Open tasks of a server that stand in a channel. */
  async countOpen(guildId: string, now: Date): Promise<number> {
    return this.posts
      .countDocuments({ guildId, 'taskData.status': 'active', 'taskData.expiresAt': { $gt: now } })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  /** @param members of the server, where they are known */
  async setVisits(postId: string, visits: Visits, members?: number): Promise<void> {
    const { views, uniqueViews, pressed } = visits;
    const reach = members === undefined || members === 0 ? 0 : Math.min(1, uniqueViews / members);
    await this.update(postId, {
      'interactionStats.views': views,
      'interactionStats.uniqueViews': uniqueViews,
      'interactionStats.pressed': pressed,
      'analytics.performanceMetrics.reach': reach,
    });
  }

  /** What follows from the figures, after one that is written elsewhere. */
  refresh(postId: string): Promise<void> {
    return this.update(postId, {});
  }

  /** What statistics are made of; those of a campaign newest first, `MOST_TASKS` at most. */
  async postsOf(guildId: string, of: { postId: string } | { campaign: string }): Promise<PostWithFigures[]> {
    if ('postId' in of && !isObjectIdText(of.postId)) return [];
    const which =
      'postId' in of ? { _id: new Types.ObjectId(of.postId) } : { 'taskData.campaign': of.campaign };
    return this.posts
      .find({ ...which, guildId }, WITH_FIGURES)
      .sort({ _id: -1 })
      .limit(MOST_TASKS)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<PostWithFigures[]>()
      .exec();
  }

  /** Completions by the keys of `keyOf`; from an index alone, and of a secondary where there is one. */
  async completionsBy(
    unit: Unit,
    zone: string,
    taskPostIds: readonly string[],
  ): Promise<ReadonlyMap<string, number>> {
    const groups = await this.completions
      .aggregate<{ _id: string; count: number }>([
        { $match: { taskPostId: { $in: taskPostIds }, state: 'verified', verifiedAt: { $gt: new Date(0) } } },
        { $group: { _id: keyExpression(unit, '$verifiedAt', zone), count: { $sum: 1 } } },
      ] as never)
      .read('secondaryPreferred')
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS })
      .exec();
    return new Map(groups.map(({ _id, count }) => [_id, count]));
  }

  private async update(postId: string, values: Record<string, unknown>): Promise<void> {
    const literal = Object.entries(values).map(([field, value]) => [field, { $literal: value }]);
    await this.posts.updateOne(
      { _id: new Types.ObjectId(postId) },
      [{ $set: Object.fromEntries(literal) as mongo.Document }, ...DERIVED_FIGURES] as never,
      { updatePipeline: true },
    );
  }

  private async countsOf(taskPostId: string): Promise<Record<CompletionState, number>> {
    const groups = await this.completions
      .aggregate<{
        _id: CompletionState;
        count: number;
      }>([{ $match: { taskPostId } }, { $group: { _id: '$state', count: { $sum: 1 } } }])
      .exec();
    const counts = { pending: 0, verified: 0, rejected: 0 };
    for (const { _id, count } of groups) counts[_id] = count;
    return counts;
  }

  private newestVerified(taskPostId: string): Promise<TaskCompletion[]> {
    return this.completions
      .find({ taskPostId, state: 'verified' }, { discordId: 1, createdAt: 1, verifiedAt: 1 })
      .sort({ verifiedAt: -1 })
      .limit(TIMED)
      .lean<TaskCompletion[]>()
      .exec();
  }
}

const secondsOf = ({ createdAt, verifiedAt = createdAt }: TaskCompletion): number =>
  (verifiedAt.getTime() - createdAt.getTime()) / 1000;

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of values in ascending order. */
function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] ?? 0;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
