import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Metrics, noteOfInteraction } from '../../../infra/observability/index.js';
import { Clock, SECOND_MS } from '../../../kernel/clock.js';
import { mentionOf } from '../../../kernel/discord-text.js';
import { ServersService } from '../../servers/index.js';
import { ROLE_REWARD } from '../rewards/role-reward.effect.js';
import type { TaskCompletion } from '../schemas/task-completion.schema.js';
import { SETTLE_COMPLETION } from '../settle-completion.effect.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { AlreadyDecidedError, CompletionNotFoundError, OwnSubmissionError } from '../tasks.errors.js';
import { isNoneOfOurs, readReason } from '../tasks.rules.js';
import { REVIEW_CARDS } from './review-cards.effect.js';
import { type ReviewItem, ReviewItems } from './review-items.service.js';
import { type Decision, ReviewsRepository } from './reviews.repository.js';
import { medianWait } from './reviews.rules.js';

/** A task at which submissions wait. */
export interface WaitingTask {
  readonly postId: string;
  readonly title: string;
  readonly waiting: number;
}

/** `all` submissions of a server, or those of one task, by its id. */
export type Scope = string;
export const EVERYTHING: Scope = 'all';

export interface ReviewPanel {
  /** What was decided just now, if anything. */
  readonly decided?: TaskCompletion;
  readonly scope: Scope;
  readonly item: ReviewItem | null;
  /** In this scope. */
  readonly waiting: number;
  /** Where submissions wait, the most first. */
  readonly tasks: readonly WaitingTask[];
  /** Half of the newest decisions came sooner; `null` while there are none. */
  readonly usualWaitMs: number | null;
}

/** A submission as a moderator saw it. */
export interface Seen {
  readonly completionId: string;
  readonly attempt: number;
}

/** The review queue of a server: oldest first, each item decided once. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly reviews: ReviewsRepository,
    private readonly items: ReviewItems,
    private readonly posts: TaskPostsRepository,
    private readonly servers: ServersService,
    private readonly effects: DueRunner,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** @throws NotLinkedError */
  async open(action: MemberAction, scope = EVERYTHING): Promise<ReviewPanel> {
    await this.servers.requireLinked(action.guildId);
    return this.panel(action.guildId, scope);
  }

  /** The next one; this one stays in the queue. After the last it begins again. @throws NotLinkedError */
  async skip(action: MemberAction, completionId: string, scope = EVERYTHING): Promise<ReviewPanel> {
    await this.servers.requireLinked(action.guildId);
    const skipped = await this.reviews.findInGuild(action.guildId, completionId);
    return this.panel(action.guildId, scope, skipped ?? undefined);
  }

  /**
   * Approves; the points, the role and the notice are owed by the row and follow as effects.
   *
   * @throws NotLinkedError
   * @throws CompletionNotFoundError
   * @throws AlreadyDecidedError another moderator was faster, or the member has sent something else since
   * @throws OwnSubmissionError
   */
  approve(action: MemberAction, seen: Seen): Promise<TaskCompletion> {
    return this.decide(action, seen, 'verified');
  }

  /** @throws the same, and ReasonInvalidError */
  reject(action: MemberAction, seen: Seen, typedReason: string): Promise<TaskCompletion> {
    return this.decide(action, seen, 'rejected', typedReason);
  }

  /** What was decided just now, and the next one. */
  async next(action: MemberAction, deciding: Promise<TaskCompletion>, scope: Scope): Promise<ReviewPanel> {
    const decided = await deciding;
    return { ...(await this.panel(action.guildId, scope)), decided };
  }

  /** How long members usually wait for a decision, at a task or in the whole server; `null`: none was made. */
  async usualWaitMs(guildId: string, postId?: string): Promise<number | null> {
    return medianWait(await this.reviews.decidedLately(guildId, postId));
  }

  private async decide(
    action: MemberAction,
    { completionId, attempt }: Seen,
    state: Decision['state'],
    typedReason?: string,
  ): Promise<TaskCompletion> {
    const reason = typedReason === undefined ? {} : { reason: readReason(typedReason) };
    await this.servers.requireLinked(action.guildId);
    const seen = await this.reviews.findInGuild(action.guildId, completionId);
    if (seen === null) {
      if (isNoneOfOurs(completionId, this.clock.now())) noteOfInteraction({ suspiciousActivity: true });
      throw new CompletionNotFoundError();
    }
    if (seen.discordId === action.discordId)
      throw new OwnSubmissionError('A moderator reviews their own submission');
    const post = await this.posts.find(action.guildId, seen.taskPostId);
    const decided = await this.reviews.decide(completionId, attempt, {
      state,
      review: { decidedBy: action.discordId, decidedAt: this.clock.now(), ...reason },
      givesRole: post?.taskData.rewardRoleId !== undefined,
    });
    if (decided === null) throw await this.decidedMeanwhile(action.guildId, completionId);
    this.follow(decided);
    return decided;
  }

  private follow({ state, points, proof, review }: TaskCompletion): void {
    if (state === 'verified') noteOfInteraction({ taskCompleted: true, pointsAwarded: points });
    if (proof !== undefined && review !== undefined)
      this.metrics.reviewWaitSeconds.observe(
        (review.decidedAt.getTime() - proof.submittedAt.getTime()) / SECOND_MS,
      );
    for (const effect of [SETTLE_COMPLETION, REVIEW_CARDS, ROLE_REWARD]) this.effects.nudge(effect);
  }

  private async decidedMeanwhile(guildId: string, completionId: string): Promise<Error> {
    const now = await this.reviews.findInGuild(guildId, completionId);
    const by = now?.review?.decidedBy;
    if (by !== undefined)
      return new AlreadyDecidedError('Decided before', (texts) => texts.errors.alreadyDecided(mentionOf(by)));
    if (now?.state !== 'pending') return new CompletionNotFoundError();
    return new AlreadyDecidedError('Sent anew', (texts) => texts.review.sentAnew);
  }

  private async panel(guildId: string, scope: Scope, after?: TaskCompletion): Promise<ReviewPanel> {
    const post = await this.posts.find(guildId, scope);
    const postId = post?._id.toHexString();
    const [waiting, tasks, usualWaitMs, next] = await Promise.all([
      this.reviews.countPending(guildId, postId),
      this.waitingTasks(guildId),
      this.usualWaitMs(guildId, postId),
      this.reviews.nextPending(guildId, postId, after),
    ]);
    const completion = next ?? (after ? await this.reviews.nextPending(guildId, postId) : null);
    const item = completion && (await this.items.of(completion));
    return { scope: postId ?? EVERYTHING, item, waiting, tasks, usualWaitMs };
  }

  private async waitingTasks(guildId: string): Promise<WaitingTask[]> {
    const counted = await this.reviews.waitingByTask(guildId);
    const posts = await this.posts.findMany(
      guildId,
      counted.map(({ postId }) => postId),
    );
    const titles = new Map(posts.map(({ _id, taskData }) => [_id.toHexString(), taskData.title]));
    return counted.map(({ postId, waiting }) => ({ postId, waiting, title: titles.get(postId) ?? '–' }));
  }
}
