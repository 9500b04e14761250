import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../infra/discord/index.js';
import { Clock } from '../../kernel/clock.js';
import { dateAndTime, relativeTime } from '../../kernel/discord-text.js';
import { PermissionsService, type RolePermission, ServersService } from '../servers/index.js';
import { type EndOutcome, TaskEndsService } from './life/task-ends.service.js';
import { isMove, type MoveName, mayBeRetimed, movesFrom } from './life/task-life.rules.js';
import { TaskLifeService } from './life/task-life.service.js';
import type { DiscordTaskPost } from './schemas/task-post.schema.js';
import { TaskCompletionsRepository } from './task-completions.repository.js';
import { TaskPostsRepository } from './task-posts.repository.js';
import { TaskLifeError, TaskOptionsError, TaskPostNotFoundError } from './tasks.errors.js';
import type { Fault } from './tasks.rules.js';

export interface ManagedPost {
  readonly post: DiscordTaskPost;
  /** Of this task. */
  readonly waiting: number;
  /** Whether the server is linked to the community of the task. */
  readonly isLinked: boolean;
  /** What the member may do here. */
  readonly may: ReadonlySet<RolePermission>;
  /** What can be done with its life now. */
  readonly moves: readonly MoveName[];
  readonly mayEndOtherwise: boolean;
  /** What came of what was pressed just now. */
  readonly said?: Fault;
}

export type EndAnswer =
  { readonly kind: 'panel'; readonly managed: ManagedPost } | Extract<EndOutcome, { kind: 'refused' }>;

/** A task before those who may do something with it: what is possible now, and doing it. */
@Injectable()
export class ManagePostService {
  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly completions: TaskCompletionsRepository,
    private readonly servers: ServersService,
    private readonly permissions: PermissionsService,
    private readonly life: TaskLifeService,
    private readonly ends: TaskEndsService,
    private readonly clock: Clock,
  ) {}

  /** Of a card; `null` where the message is none of a task here. */
  async openCard(action: MemberAction, messageId: string, isManager: boolean): Promise<ManagedPost | null> {
    const post = await this.posts.findByMessage(action.guildId, messageId);
    return post && this.panelOf(post, action, isManager);
  }

  /** @throws TaskPostNotFoundError no such task in this server */
  async open(action: MemberAction, postId: string, isManager: boolean): Promise<ManagedPost> {
    const post = await this.posts.find(action.guildId, postId);
    if (post === null) throw new TaskPostNotFoundError();
    return this.panelOf(post, action, isManager);
  }

  /**
   * Does what was pressed. Where it is not possible any more, somebody was faster: nothing is done, and how the
   * task stands now is said.
   *
   * @throws TaskPostNotFoundError no such task in this server
   * @throws NotLinkedError it can't be opened
   */
  async move(action: MemberAction, postId: string, move: string, isManager: boolean): Promise<ManagedPost> {
    if (!isMove(move)) throw new TaskOptionsError('No such move', (texts) => texts.errors.outOfDate);
    const said = await orRefusal<Fault>(async () => {
      await this.life[move](action, postId);
      return (texts) => texts.managePost.done[move];
    });
    return { ...(await this.open(action, postId, isManager)), said };
  }

  /** @throws TaskPostNotFoundError no such task in this server */
  async askCancel(action: MemberAction, postId: string, isManager: boolean): Promise<ManagedPost> {
    const managed = await this.open(action, postId, isManager);
    if (managed.moves.includes('cancel')) return managed;
    const { status } = managed.post.taskData;
    return { ...managed, said: (texts) => texts.taskLife.refused[status] };
  }

  /**
   * Takes what was typed as another end.
   *
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError no such task in this server
   */
  async changeEnd(
    action: MemberAction,
    { postId, seen, typed }: { readonly postId: string; readonly seen: string; readonly typed: string },
    isManager: boolean,
  ): Promise<EndAnswer> {
    const outcome = await orRefusal(() => this.ends.submit(action, postId, seen, typed));
    if (typeof outcome !== 'function' && outcome.kind === 'refused') return outcome;
    const said: Fault =
      typeof outcome === 'function'
        ? outcome
        : ({ managePost }) =>
            managePost.ending.done(dateAndTime(outcome.endsAt), relativeTime(outcome.endsAt));
    return { kind: 'panel', managed: { ...(await this.open(action, postId, isManager)), said } };
  }

  private async panelOf(
    post: DiscordTaskPost,
    action: MemberAction,
    isManager: boolean,
  ): Promise<ManagedPost> {
    const [waiting, server, may] = await Promise.all([
      this.completions.countPendingOf(post._id.toHexString()),
      this.servers.find(action.guildId),
      this.permissions.of(action, isManager),
    ]);
    const now = this.clock.now();
    const isLinked = server?.communityId === post.communityId;
    return {
      post,
      waiting,
      isLinked,
      may,
      moves: movesFrom(post.taskData, now).filter((move) => isLinked || move !== 'start'),
      mayEndOtherwise: isLinked && mayBeRetimed(post.taskData, now),
    };
  }
}

/** What a manager is told instead, where the task is not as it was seen. */
async function orRefusal<Result>(work: () => Promise<Result>): Promise<Result | Fault> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TaskLifeError)) throw error;
    return (texts) => error.publicText(texts);
  }
}
