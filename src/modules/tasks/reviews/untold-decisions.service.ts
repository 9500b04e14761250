import { Injectable } from '@nestjs/common';
import { UntoldNews } from '../../../infra/untold/index.js';
import type { TaskCompletion } from '../schemas/task-completion.schema.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { UntoldRepository } from './untold.repository.js';

/** More than these are told by `/tasks`. */
const SHOWN_AT_ONCE = 8;

export interface Untold {
  readonly decisions: readonly { readonly completion: TaskCompletion; readonly title: string }[];
  readonly isMore: boolean;
}

/** Decisions that no direct message could tell. */
@Injectable()
export class UntoldDecisions extends UntoldNews<TaskCompletion, Untold> {
  constructor(
    untold: UntoldRepository,
    private readonly posts: TaskPostsRepository,
  ) {
    super(untold, SHOWN_AT_ONCE + 1);
  }

  protected override async newsOf(guildId: string, rows: readonly TaskCompletion[]): Promise<Untold> {
    const shown = rows.slice(0, SHOWN_AT_ONCE);
    const posts = await this.posts.findMany(
      guildId,
      shown.map(({ taskPostId }) => taskPostId),
    );
    const titles = new Map(posts.map(({ _id, taskData }) => [_id.toHexString(), taskData.title]));
    const decisions = shown.map((completion) => ({
      completion,
      title: titles.get(completion.taskPostId) ?? '–',
    }));
    return { decisions, isMore: rows.length > shown.length };
  }
}
