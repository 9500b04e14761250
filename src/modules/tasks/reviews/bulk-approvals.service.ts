import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import type { MemberAction } from '../../../infra/discord/index.js';
import { DueRunner } from '../../../infra/jobs/index.js';
import { Metrics } from '../../../infra/observability/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { Clock, SECOND_MS } from '../../../kernel/clock.js';
import { ServersService } from '../../servers/index.js';
import { ROLE_REWARD } from '../rewards/role-reward.effect.js';
import type { TaskCompletion } from '../schemas/task-completion.schema.js';
import { type DiscordTaskPost, taskPosts } from '../schemas/task-post.schema.js';
import { SETTLE_COMPLETION } from '../settle-completion.effect.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { TaskPostNotFoundError } from '../tasks.errors.js';
import { REVIEW_CARDS } from './review-cards.effect.js';
import { ReviewsRepository, type SeenWaiting } from './reviews.repository.js';

/** The kind of outbox row that sees a bulk approval through. */
export const BULK_APPROVAL = 'bulk-approval';

const BATCH = 200;
const FIRST_SHOWN = 3;

/** What a moderator is asked before they approve all that waits at a task. */
export interface BulkQuestion {
  readonly post: DiscordTaskPost;
  /** What is sent after this is not meant. */
  readonly until: Date;
  /** Without their own. */
  readonly waiting: number;
  /** The oldest of them. */
  readonly first: readonly TaskCompletion[];
}

export interface BulkOutcome {
  readonly post: DiscordTaskPost;
  readonly approved: number;
}

/** Approves all that a moderator saw waiting at a task, each submission once and for itself. */
@Injectable()
export class BulkApprovals {
  constructor(
    private readonly reviews: ReviewsRepository,
    private readonly posts: TaskPostsRepository,
    private readonly servers: ServersService,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly outbox: Outbox,
    private readonly effects: DueRunner,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** @throws NotLinkedError @throws TaskPostNotFoundError */
  async ask(action: MemberAction, postId: string): Promise<BulkQuestion> {
    const post = await this.postIn(action, postId);
    const until = this.clock.now();
    const seen = seenOf(action, postId, until);
    const [waiting, first] = await Promise.all([
      this.reviews.countSeen(seen),
      this.reviews.firstSeen(seen, FIRST_SHOWN),
    ]);
    return { post, until, waiting, first };
  }

  /**
   * What is meant is written first: if this process ends in the middle, a worker does the rest.
   *
   * @param untilMs when the moderator was asked
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError
   */
  async approve(action: MemberAction, postId: string, untilMs: number): Promise<BulkOutcome> {
    const post = await this.postIn(action, postId);
    const until = new Date(Math.min(untilMs, this.clock.now().getTime()));
    const { guildId, discordId, interactionId } = action;
    await this.database.transaction(async () => {
      const target = { kind: taskPosts.name, id: postId };
      const actor = { kind: 'admin', id: discordId } as const;
      await this.audit.note({ action: 'task.bulk-approve', actor, guildId, target });
      await this.outbox.add(BULK_APPROVAL, `bulk-approval/${interactionId}`, {
        guildId,
        postId,
        by: discordId,
        untilMs: until.getTime(),
      });
    });
    return { post, approved: await this.carryOut(seenOf(action, postId, until)) };
  }

  /** Batch by batch, until nothing is left of what was seen; again it changes nothing. @returns how many it approved */
  async carryOut(seen: SeenWaiting): Promise<number> {
    const post = await this.posts.find(seen.guildId, seen.taskPostId);
    const givesRole = post?.taskData.rewardRoleId !== undefined;
    let approved = 0;
    for (;;) {
      const rows = await this.reviews.firstSeen(seen, BATCH);
      if (rows.length === 0) return approved;
      const review = { decidedBy: seen.notOf, decidedAt: this.clock.now() };
      approved += await this.reviews.decideSeen(seen, rows, { state: 'verified', review, givesRole });
      for (const { proof } of rows)
        if (proof !== undefined)
          this.metrics.reviewWaitSeconds.observe(
            (review.decidedAt.getTime() - proof.submittedAt.getTime()) / SECOND_MS,
          );
      for (const effect of [SETTLE_COMPLETION, REVIEW_CARDS, ROLE_REWARD]) this.effects.nudge(effect);
    }
  }

  private async postIn({ guildId }: MemberAction, postId: string): Promise<DiscordTaskPost> {
    await this.servers.requireLinked(guildId);
    const post = await this.posts.find(guildId, postId);
    if (post === null) throw new TaskPostNotFoundError();
    return post;
  }
}

const seenOf = ({ guildId, discordId }: MemberAction, taskPostId: string, until: Date): SeenWaiting => ({
  guildId,
  taskPostId,
  until,
  notOf: discordId,
});
