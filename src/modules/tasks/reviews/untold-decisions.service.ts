import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { TaskCompletion } from '../schemas/task-completion.schema.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { UntoldRepository } from './untold.repository.js';

/** More than these are told by `/tasks`. */
const TOLD_AT_ONCE = 8;
/** How long a server where everybody was told is believed to be so: presses come by the hundred. */
const ALL_TOLD_MS = 5_000;
const SERVERS_KEPT = 5_000;

export interface Untold {
  readonly decisions: readonly { readonly completion: TaskCompletion; readonly title: string }[];
  readonly isMore: boolean;
}

/** Decisions that no direct message could tell: told once, when the member comes by. */
@Injectable()
export class UntoldDecisions {
  private readonly logger = new Logger(UntoldDecisions.name);
  private readonly allTold = new LRUCache<string, true>({ max: SERVERS_KEPT, ttl: ALL_TOLD_MS });

  constructor(
    private readonly untold: UntoldRepository,
    private readonly posts: TaskPostsRepository,
  ) {}

  /**
   * Tells a member what is to be told; what is taken here is told nowhere else. If it can't be told after all,
   * it is to be told again.
   */
  async tell(guildId: string, discordId: string, say: (untold: Untold) => Promise<unknown>): Promise<void> {
    if (this.allTold.has(guildId)) return;
    if (!(await this.untold.isAnyIn(guildId))) {
      this.allTold.set(guildId, true);
      return;
    }
    const taken = await this.untold.take(guildId, discordId, TOLD_AT_ONCE + 1);
    if (taken.length === 0) return;
    const shown = taken.slice(0, TOLD_AT_ONCE);
    try {
      const posts = await this.posts.findMany(
        guildId,
        shown.map(({ taskPostId }) => taskPostId),
      );
      const titles = new Map(posts.map(({ _id, taskData }) => [_id.toHexString(), taskData.title]));
      const decisions = shown.map((completion) => ({
        completion,
        title: titles.get(completion.taskPostId) ?? '–',
      }));
      await say({ decisions, isMore: taken.length > shown.length });
    } catch (err) {
      this.logger.warn({ msg: 'A decision could not be told at a contact', err });
      await this.untold.giveBack(taken);
    }
  }
}
