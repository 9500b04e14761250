import { Injectable } from '@nestjs/common';
import type { PageAnchor } from '../../infra/database/index.js';
import type { MemberAction } from '../../infra/discord/index.js';
import { Clock } from '../../kernel/clock.js';
import { ServersService } from '../servers/index.js';
import type { CompletionState } from './schemas/task-completion.schema.js';
import type { DiscordTaskPost } from './schemas/task-post.schema.js';
import { type Attempt, TaskCompletionsRepository } from './task-completions.repository.js';
import { TaskPostsRepository } from './task-posts.repository.js';

export const TASK_LISTS = ['open', 'mine'] as const;
export type TaskListKind = (typeof TASK_LISTS)[number];

export interface TaskListEntry {
  /** Where a page that begins or ends here is anchored. */
  readonly anchor: string;
  readonly post: DiscordTaskPost;
  /** `spent`: rejected, with no attempt left. */
  readonly state: CompletionState | 'none' | 'spent';
}

export interface TaskListPage {
  readonly kind: TaskListKind;
  readonly entries: readonly TaskListEntry[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

export const PAGE_SIZE = 5;

/** `/tasks`: keyset pages, so that a page stays right while tasks come and go. */
@Injectable()
export class TaskListService {
  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly completions: TaskCompletionsRepository,
    private readonly servers: ServersService,
    private readonly clock: Clock,
  ) {}

  /** @throws NotLinkedError */
  async page(action: MemberAction, kind: TaskListKind, anchor?: PageAnchor): Promise<TaskListPage> {
    await this.servers.requireLinked(action.guildId);
    const load = kind === 'open' ? this.openEntries(action, anchor) : this.ownEntries(action, anchor);
    const found = await load;
    const isBackwards = anchor?.direction === 'before';
    const hasMore = found.length > PAGE_SIZE;
    // One more than a page was read; the surplus stands on the far side.
    const entries = isBackwards ? found.slice(-PAGE_SIZE) : found.slice(0, PAGE_SIZE);
    return {
      kind,
      entries,
      hasPrevious: isBackwards ? hasMore : anchor !== undefined,
      hasNext: isBackwards || hasMore,
    };
  }

  private async openEntries(action: MemberAction, anchor?: PageAnchor): Promise<TaskListEntry[]> {
    const posts = await this.posts.pageOfOpen(action.guildId, this.clock.now(), anchor, PAGE_SIZE + 1);
    const ids = posts.map((post) => post._id.toHexString());
    const attempts = await this.completions.attemptsOf(action.discordId, ids);
    return posts.map((post) => {
      const id = post._id.toHexString();
      return { anchor: id, post, state: stateOf(attempts.get(id), post) };
    });
  }

  private async ownEntries(action: MemberAction, anchor?: PageAnchor): Promise<TaskListEntry[]> {
    const mine = await this.completions.pageOfMember(action.guildId, action.discordId, anchor, PAGE_SIZE + 1);
    const posts = await this.posts.findMany(
      action.guildId,
      mine.map(({ taskPostId }) => taskPostId),
    );
    const postById = new Map(posts.map((post) => [post._id.toHexString(), post]));
    return mine.flatMap((completion) => {
      const post = postById.get(completion.taskPostId);
      return post ? [{ anchor: completion._id.toHexString(), post, state: stateOf(completion, post) }] : [];
    });
  }
}

function stateOf(row: Attempt | undefined, { taskData }: DiscordTaskPost): TaskListEntry['state'] {
  if (row === undefined) return 'none';
  return row.state === 'rejected' && row.attempt >= taskData.maxAttempts ? 'spent' : row.state;
}
