import { Injectable } from '@nestjs/common';
import { FULL } from '../../infra/database/index.js';
import type { MemberAction } from '../../infra/discord/index.js';
import { DueRunner } from '../../infra/jobs/index.js';
import { noteOfInteraction } from '../../infra/observability/index.js';
import { Clock } from '../../kernel/clock.js';
import { ServersService } from '../servers/index.js';
import type { TaskCompletion } from './schemas/task-completion.schema.js';
import type { DiscordTaskPost } from './schemas/task-post.schema.js';
import { SETTLE_COMPLETION } from './settle-completion.effect.js';
import {
  type Inserted,
  type NewCompletion,
  TaskCompletionsRepository,
} from './task-completions.repository.js';
import { TaskPostsRepository } from './task-posts.repository.js';
import { NotDoneYetError, TaskClosedError, TaskFullError, TaskPostNotFoundError } from './tasks.errors.js';
import { assertNotTaken, assertOpen, isNoneOfOurs, readProof } from './tasks.rules.js';
import { Verifiers } from './verifiers/verifiers.js';

export interface TaskStanding {
  readonly post: DiscordTaskPost;
  /** The member's own attempt, if there is one. */
  readonly mine: TaskCompletion | null;
}

/** What a member does with a posted task. */
@Injectable()
export class TasksService {
  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly completions: TaskCompletionsRepository,
    private readonly verifiers: Verifiers,
    private readonly servers: ServersService,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * Records that a member finished the task behind a posted card.
   *
   * One insert decides: the unique index (taskPostId, discordId) lets one press win. The award is owed
   * by the row and follows as an effect, also after a crash. The same interaction twice gives the same answer.
   *
   * @throws TaskPostNotFoundError no such card in this guild
   * @throws TaskClosedError the task is over or was withdrawn, or the server is not linked to its community
   * @throws AccountTooYoungError the member's account is newer than the server allows
   * @throws NotDoneYetError with what is missing
   * @throws TaskAlreadyCompletedError this member was counted before
   * @throws TaskFullError its places are taken
   */
  async complete(action: MemberAction, postId: string): Promise<DiscordTaskPost> {
    const post = await this.openPost(action, postId);
    const verifier = this.verifiers.for(post.taskData.type);
    if (verifier.needsProof) throw this.notFound(postId);
    await verifier.check(post, action);
    const now = this.clock.now();
    const verified = {
      ...newCompletion(post, action, now),
      state: 'verified',
      verifiedAt: now,
      owes: ['points'],
      due: now,
    } as const;
    const { isNew, row } = await this.insert(post, { ...verified, owes: [...verified.owes] });
    if (!isNew) assertNotTaken(row);
    noteOfInteraction({ taskCompleted: true, conversionEvent: true, pointsAwarded: row.points });
    this.effects.nudge(SETTLE_COMPLETION);
    return post;
  }

  /**
   * Whether a proof may be sent now, before the member types one.
   *
   * @throws the same as `submitProof`
   */
  async assertMaySubmit(action: MemberAction, postId: string): Promise<void> {
    await this.openPost(action, postId);
    const mine = await this.completions.find(postId, action.discordId);
    if (mine !== null) assertNotTaken(mine);
  }

  /**
   * Sends a proof to the review queue; after a rejection again, on the same row.
   *
   * @throws TaskPostNotFoundError
   * @throws TaskClosedError
   * @throws AccountTooYoungError
   * @throws ProofInvalidError
   * @throws ProofPendingError it waits already
   * @throws TaskAlreadyCompletedError
   * @throws TaskFullError
   */
  async submitProof(action: MemberAction, postId: string, typed: string): Promise<DiscordTaskPost> {
    const post = await this.openPost(action, postId);
    if (!this.verifiers.for(post.taskData.type).needsProof) throw this.notFound(postId);
    const now = this.clock.now();
    const proof = { text: readProof(typed), submittedAt: now };
    const attempt: NewCompletion = { ...newCompletion(post, action, now), state: 'pending', proof, owes: [] };
    const { isNew, row } = await this.insert(post, attempt);
    noteOfInteraction({ conversionEvent: isNew });
    if (isNew) return post;
    assertNotTaken(row);
    const resubmitted = await this.completions.resubmit(row, attempt, post.taskData.maxCompletions);
    if (resubmitted === FULL) throw new TaskFullError();
    if (resubmitted === null) await this.assertSentBy(action, postId);
    return post;
  }

  /** @throws TaskPostNotFoundError */
  async standing(action: MemberAction, postId: string): Promise<TaskStanding> {
    const [post, mine] = await Promise.all([
      this.posts.find(action.guildId, postId),
      this.completions.find(postId, action.discordId),
    ]);
    if (post === null) throw this.notFound(postId);
    return { post, mine };
  }

  /** The row changed while we wrote: either this very press was faster elsewhere, or another one was. */
  private async assertSentBy(action: MemberAction, postId: string): Promise<void> {
    const row = await this.completions.find(postId, action.discordId);
    if (row !== null && row.interactionId !== action.interactionId) assertNotTaken(row);
  }

  /** @throws TaskFullError */
  private async insert(post: DiscordTaskPost, completion: NewCompletion): Promise<Inserted> {
    const { maxCompletions } = post.taskData;
    if (maxCompletions === undefined) return this.completions.insert(completion);
    const inserted = await this.completions.insertSeated(completion, maxCompletions);
    if (inserted === FULL) throw new TaskFullError();
    return inserted;
  }

  private async openPost(action: MemberAction, postId: string): Promise<DiscordTaskPost> {
    if (action.isBot) throw new NotDoneYetError('A bot', (texts) => texts.errors.botsNotCounted);
    const post = await this.posts.findFresh(action.guildId, postId);
    if (post === null) throw this.notFound(postId);
    assertOpen(post, this.clock.now());
    const server = await this.servers.find(post.guildId);
    if (server?.communityId !== post.communityId)
      throw new TaskClosedError(
        'The server has another community or none',
        (texts) => texts.errors.taskNotLinked,
      );
    await this.servers.assertOldEnough(action);
    return post;
  }

  private notFound(postId: string): TaskPostNotFoundError {
    if (isNoneOfOurs(postId, this.clock.now())) noteOfInteraction({ suspiciousActivity: true });
    return new TaskPostNotFoundError();
  }
}

function newCompletion(
  post: DiscordTaskPost,
  action: MemberAction,
  now: Date,
): Omit<NewCompletion, 'state' | 'owes'> {
  return {
    taskPostId: post._id.toHexString(),
    guildId: post.guildId,
    communityId: post.communityId,
    discordId: action.discordId,
    interactionId: action.interactionId,
    points: post.taskData.points,
    attempt: 1,
    createdAt: now,
  };
}
