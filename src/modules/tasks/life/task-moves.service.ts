import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database, isDuplicateKey } from '../../../infra/database/index.js';
import type { MemberAction } from '../../../infra/discord/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { type DiscordTaskPost, taskPosts } from '../schemas/task-post.schema.js';
import { TASK_CARD } from '../cards/task-card.effect.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { TaskLifeError, TaskPostNotFoundError } from '../tasks.errors.js';
import type { Timing } from './life.pipelines.js';
import { TASK_LIFE } from './task-clock.service.js';
import type { MoveRule } from './task-life.rules.js';
import { TaskLivesRepository } from './task-lives.repository.js';

export interface Step extends MoveRule {
  readonly timing?: Timing | undefined;
}

/** A manager's changes to the life of a task: each in one transaction with its entry in the audit. */
@Injectable()
export class TaskMoves {
  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly lives: TaskLivesRepository,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /** @throws TaskPostNotFoundError no such task in this server */
  async find({ guildId }: MemberAction, postId: string): Promise<DiscordTaskPost> {
    const post = await this.posts.find(guildId, postId);
    if (post === null) throw new TaskPostNotFoundError();
    return post;
  }

  /** @throws TaskLifeError it is not in one of `from` any more; it says how it stands */
  move(action: MemberAction, before: DiscordTaskPost, step: Step): Promise<DiscordTaskPost> {
    const { audited, from, to, timing } = step;
    const postId = before._id.toHexString();
    const move = { from, to, now: this.clock.now(), ...(timing && { timing }) };
    return this.change(action, before, audited, () => this.lives.transition(postId, move));
  }

  /** @throws TaskLifeError it was changed meanwhile */
  retime(action: MemberAction, before: DiscordTaskPost, timing: Timing): Promise<DiscordTaskPost> {
    return this.change(action, before, 'task.time', () =>
      this.lives.retime(before, this.clock.now(), timing),
    );
  }

  /** @throws TaskLifeError it is no draft any more */
  async deleteDraft(action: MemberAction, draft: DiscordTaskPost): Promise<void> {
    const { guildId, discordId } = action;
    const postId = draft._id.toHexString();
    const isDeleted = await this.database.transaction(async () => {
      const deleted = await this.lives.deleteDraft(guildId, postId);
      const actor = { kind: 'admin', id: discordId } as const;
      const entry = { action: 'task.delete', actor, collection: taskPosts, guildId, after: null };
      if (deleted !== null) await this.audit.record({ ...entry, before: deleted });
      return deleted !== null;
    });
    if (!isDeleted) throw await this.refusal(guildId, postId);
  }

  private async change(
    { discordId, guildId }: MemberAction,
    before: DiscordTaskPost,
    audited: string,
    write: () => Promise<DiscordTaskPost | null>,
  ): Promise<DiscordTaskPost> {
    const postId = before._id.toHexString();
    const actor = { kind: 'admin', id: discordId } as const;
    const after = await this.database
      .transaction(async () => {
        const changed = await write();
        if (changed !== null)
          await this.audit.record({
            action: audited,
            actor,
            collection: taskPosts,
            guildId,
            before,
            after: changed,
          });
        return changed;
      })
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
        throw new TaskLifeError('Another occurrence has this day', (texts) => texts.taskLife.sameDay);
      });
    if (after === null) throw await this.refusal(guildId, postId);
    await this.posts.forget(postId);
    this.effects.nudge(TASK_CARD);
    this.effects.nudge(TASK_LIFE);
    return after;
  }

  /** Somebody was faster: how it stands now. */
  private async refusal(guildId: string, postId: string): Promise<Error> {
    const post = await this.posts.find(guildId, postId);
    if (post === null) return new TaskPostNotFoundError();
    const { status } = post.taskData;
    return new TaskLifeError(`The task is ${status}`, (texts) => texts.taskLife.refused[status]);
  }
}
