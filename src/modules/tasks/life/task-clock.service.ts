import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { Database, isDuplicateKey } from '../../../infra/database/index.js';
import { withDefaults } from '../../../infra/database/schema/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { type LinkedServer, ServerNotices, ServersService } from '../../servers/index.js';
import { CLOSED_STATUSES, type DiscordTaskPost, taskPosts } from '../schemas/task-post.schema.js';
import { TASK_CARD } from '../cards/task-card.effect.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { slotAfter, slotOf, windowOf } from './recurrence.rules.js';
import { TaskLivesRepository } from './task-lives.repository.js';

export const TASK_LIFE = 'task-life';

/** What time alone does with tasks: they start, they end, and what recurs begins anew. */
@Injectable()
export class TaskClock {
  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly lives: TaskLivesRepository,
    private readonly servers: ServersService,
    private readonly notices: ServerNotices,
    private readonly database: Database,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * A task whose turn it is. After a downtime it goes at once to where it should be: one that is over by then
   * was never open. May run twice: each step is guarded by the state that it leaves.
   */
  async turn(postId: string): Promise<void> {
    const post = await this.lives.find(postId);
    if (post === null) return;
    const now = this.clock.now();
    const isOver = CLOSED_STATUSES.includes(post.taskData.status);
    if (isOver) {
      await this.continueSeries(post, now);
      return;
    }
    const moved = (await this.lives.end(postId, now)) ?? (await this.lives.start(postId, now));
    if (moved === null) await this.lives.putBack(postId);
    else await this.tell(postId);
  }

  /** The last place was taken by a completion that stands. */
  async completeIfFull(postId: string): Promise<void> {
    const completed = await this.lives.completeIfFull(postId, this.clock.now());
    if (completed !== null) await this.tell(postId);
  }

  private async tell(postId: string): Promise<void> {
    await this.posts.forget(postId);
    this.effects.nudge(TASK_CARD);
    this.effects.nudge(TASK_LIFE);
  }

  /** Makes the next occurrence: once, by the order on the row and by the index over days. */
  private async continueSeries(post: DiscordTaskPost, now: Date): Promise<void> {
    const server = await this.servers.find(post.guildId);
    const isLinked = server?.communityId === post.communityId;
    const next = isLinked ? nextOccurrence(post, server, now) : null;
    const postId = post._id.toHexString();
    if (next === null) {
      await this.lives.takeOrder(postId);
      return;
    }
    try {
      await this.database.transaction(async () => {
        if (!(await this.lives.takeOrder(postId))) return;
        await this.posts.insert(next);
        if (next.taskData.status === 'draft') await this.tellOfWaiting(next);
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await this.lives.takeOrder(postId);
    }
    this.effects.nudge(TASK_LIFE);
  }

  private tellOfWaiting({ _id, guildId, channelId, taskData: { title } }: DiscordTaskPost): Promise<void> {
    const notice = { event: 'task/occurrence-waits', channelId, title, cards: 1 } as const;
    return this.notices.tellOfCards(guildId, `occurrence-waits/${_id.toHexString()}`, notice);
  }
}

/** `null`: the series has come to its end. */
function nextOccurrence(
  { taskData, occurrence, ...post }: DiscordTaskPost,
  { timezone: zone, autoPostTasks }: LinkedServer,
  now: Date,
): DiscordTaskPost | null {
  const { startsAt = post.createdAt, expiresAt, ...said } = taskData;
  const { recurrence, recursUntil } = said;
  // Its end is a date.
  delete said.openMinutes;
  if (recurrence === undefined) return null;
  const last = occurrence ?? slotOf(startsAt, expiresAt, zone);
  const slot = slotAfter(last, { recurrence, until: recursUntil, zone, now });
  if (slot === null) return null;
  const times = windowOf(slot, zone);
  const status = autoPostTasks ? 'scheduled' : 'draft';
  return withDefaults<DiscordTaskPost>(taskPosts, {
    _id: new Types.ObjectId(),
    taskId: post.taskId,
    guildId: post.guildId,
    channelId: post.channelId,
    communityId: post.communityId,
    createdBy: post.createdBy,
    createdAt: now,
    locale: post.locale,
    taskData: { ...said, ...times, status },
    occurrence: slot,
    ...(autoPostTasks && { lifeDue: times.startsAt }),
  });
}
