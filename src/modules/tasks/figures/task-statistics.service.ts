import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { ServersService } from '../../servers/index.js';
import { type Series, seriesOf, unitFor } from '../../statistics/index.js';
import { TaskPostNotFoundError } from '../tasks.errors.js';
import { CardEngagementService } from './card-engagement.service.js';
import { type Advice, adviceOn, type Figures, figuresOf } from './statistics.rules.js';
import { type PostWithFigures, TaskFiguresRepository } from './task-figures.repository.js';

export interface TaskStatistics {
  readonly at: Date;
  /** Of the community. */
  readonly zone: string;
  /** The task that was asked for. */
  readonly post: PostWithFigures;
  /** Its campaign, where that was asked for: with each task of it, the most completed first. */
  readonly campaign?: { readonly name: string; readonly tasks: readonly TaskInCampaign[] };
  readonly figures: Figures;
  readonly series: Series;
  readonly advice: readonly Advice[];
}

export interface TaskInCampaign {
  readonly title: string;
  readonly figures: Figures;
}

/** How a task does, or the campaign that it belongs to. */
@Injectable()
export class TaskStatisticsService {
  constructor(
    private readonly figures: TaskFiguresRepository,
    private readonly engagement: CardEngagementService,
    private readonly servers: ServersService,
    private readonly clock: Clock,
  ) {}

  /** @throws TaskPostNotFoundError no such task in this guild */
  async ofTask(action: MemberAction, postId: string): Promise<TaskStatistics> {
    const post = await this.find(action, postId);
    return this.of(post, [post]);
  }

  /**
   * Of all tasks with the same campaign as this one; of a task without a campaign, of it alone.
   *
   * @throws TaskPostNotFoundError
   */
  async ofCampaign(action: MemberAction, postId: string): Promise<TaskStatistics> {
    const post = await this.find(action, postId);
    const name = post.taskData.campaign;
    if (name === undefined) return this.of(post, [post]);
    const posts = await this.figures.postsOf(action.guildId, { campaign: name });
    const tasks = posts
      .map((one) => ({ title: one.taskData.title, figures: figuresOf([one]) }))
      .sort((one, other) => other.figures.completions - one.figures.completions);
    return { ...(await this.of(post, posts)), campaign: { name, tasks } };
  }

  private async find({ guildId }: MemberAction, postId: string): Promise<PostWithFigures> {
    const [post] = await this.figures.postsOf(guildId, { postId });
    if (post === undefined) throw new TaskPostNotFoundError();
    return post;
  }

  private async of(
    post: PostWithFigures,
    posts: readonly PostWithFigures[],
  ): Promise<Omit<TaskStatistics, 'campaign'>> {
    const at = this.clock.now();
    const zone = (await this.servers.find(post.guildId))?.timezone ?? 'UTC';
    const { from, to } = spanOf(posts, at);
    const unit = unitFor(from, to);
    const postIds = posts.map(({ _id }) => _id.toHexString());
    const [counted] = await Promise.all([
      this.figures.completionsBy(unit, zone, postIds),
      this.engagement.readSoon(post.guildId, posts),
    ]);
    const figures = figuresOf(posts);
    const series = seriesOf({ unit, from, to, zone }, counted);
    return { at, zone, post, figures, series, advice: adviceOn(figures) };
  }
}

/** From the first one's opening to the last one's end, as far as that is past. */
function spanOf(posts: readonly PostWithFigures[], now: Date): { from: Date; to: Date } {
  const opened = posts.map(({ createdAt, taskData }) => (taskData.startsAt ?? createdAt).getTime());
  const closed = posts.map(({ closedAt, taskData }) => (closedAt ?? taskData.expiresAt).getTime());
  const to = Math.min(now.getTime(), Math.max(...closed));
  return { from: new Date(Math.min(to, ...opened)), to: new Date(to) };
}
