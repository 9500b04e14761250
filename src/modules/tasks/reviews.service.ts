import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../infra/discord/index.js';
import { DueRunner } from '../../infra/jobs/index.js';
import { noteOfInteraction } from '../../infra/observability/index.js';
import { Clock } from '../../kernel/clock.js';
import { mentionOf } from '../../kernel/discord-text.js';
import { ServersService } from '../servers/index.js';
import type { Debt, TaskCompletion } from './schemas/task-completion.schema.js';
import type { DiscordTaskPost } from './schemas/task-post.schema.js';
import { SETTLE_COMPLETION } from './settle-completion.effect.js';
import { TaskCompletionsRepository } from './task-completions.repository.js';
import { TaskPostsRepository } from './task-posts.repository.js';
import { AlreadyDecidedError, CompletionNotFoundError, OwnSubmissionError } from './tasks.errors.js';
import { isNoneOfOurs, readReason } from './tasks.rules.js';

export interface ReviewItem {
  readonly completion: TaskCompletion;
  readonly post: DiscordTaskPost | null;
  /** Decisions on this member before, in this community. */
  readonly verifiedBefore: number;
  readonly rejectedBefore: number;
}

export interface ReviewPanel {
  /** What was decided just now, if anything. */
  readonly decided?: TaskCompletion;
  readonly item: ReviewItem | null;
  readonly waiting: number;
}

/** The review queue of a server: oldest first, each item decided once. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly completions: TaskCompletionsRepository,
    private readonly posts: TaskPostsRepository,
    private readonly servers: ServersService,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {}

  /** @throws NotLinkedError */
  async open(action: MemberAction): Promise<ReviewPanel> {
    await this.servers.requireLinked(action.guildId);
    return this.panel(action.guildId);
  }

  /** The next one; this one stays in the queue. After the last it begins again. */
  async skip(action: MemberAction, completionId: string): Promise<ReviewPanel> {
    await this.servers.requireLinked(action.guildId);
    const skipped = await this.completions.findInGuild(action.guildId, completionId);
    return this.panel(action.guildId, skipped ?? undefined);
  }

  /**
   * Approves; the points and the notice are owed by the row and follow as effects.
   *
   * @throws NotLinkedError
   * @throws CompletionNotFoundError
   * @throws AlreadyDecidedError another moderator was faster
   * @throws OwnSubmissionError
   */
  approve(action: MemberAction, completionId: string): Promise<ReviewPanel> {
    return this.decide(action, completionId, 'verified', ['points', 'notice']);
  }

  /** @throws the same, and ReasonInvalidError */
  reject(action: MemberAction, completionId: string, typedReason: string): Promise<ReviewPanel> {
    return this.decide(action, completionId, 'rejected', ['notice'], readReason(typedReason));
  }

  private async decide(
    action: MemberAction,
    completionId: string,
    state: 'verified' | 'rejected',
    owes: Debt[],
    reason?: string,
  ): Promise<ReviewPanel> {
    await this.servers.requireLinked(action.guildId);
    const seen = await this.completions.findInGuild(action.guildId, completionId);
    if (seen === null) {
      if (isNoneOfOurs(completionId, this.clock.now())) noteOfInteraction({ suspiciousActivity: true });
      throw new CompletionNotFoundError();
    }
    if (seen.discordId === action.discordId)
      throw new OwnSubmissionError('A moderator reviews their own submission');
    const review = {
      decidedBy: action.discordId,
      decidedAt: this.clock.now(),
      ...(reason === undefined ? {} : { reason }),
    };
    const decided = await this.completions.decide(seen, state, review, owes);
    if (decided === null) throw await this.decidedBySomebodyElse(action.guildId, completionId);
    if (state === 'verified') noteOfInteraction({ taskCompleted: true, pointsAwarded: decided.points });
    this.effects.nudge(SETTLE_COMPLETION);
    return { ...(await this.panel(action.guildId)), decided };
  }

  private async decidedBySomebodyElse(guildId: string, completionId: string): Promise<Error> {
    const now = await this.completions.findInGuild(guildId, completionId);
    const by = now?.review?.decidedBy;
    if (by === undefined) return new CompletionNotFoundError();
    return new AlreadyDecidedError('Decided before', (texts) => texts.errors.alreadyDecided(mentionOf(by)));
  }

  private async panel(guildId: string, after?: TaskCompletion): Promise<ReviewPanel> {
    const [waiting, next] = await Promise.all([
      this.completions.countPending(guildId),
      this.completions.nextPending(guildId, after),
    ]);
    const completion = next ?? (after ? await this.completions.nextPending(guildId) : null);
    return { waiting, item: completion && (await this.item(completion)) };
  }

  private async item(completion: TaskCompletion): Promise<ReviewItem> {
    const { guildId, taskPostId, communityId, discordId } = completion;
    const [post, verifiedBefore, rejectedBefore] = await Promise.all([
      this.posts.find(guildId, taskPostId),
      this.completions.countOfMember(communityId, discordId, 'verified'),
      this.completions.countOfMember(communityId, discordId, 'rejected'),
    ]);
    return { completion, post, verifiedBefore, rejectedBefore };
  }
}
