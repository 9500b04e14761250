import { Injectable } from '@nestjs/common';
import { DueEffect } from '../../infra/jobs/index.js';
import { Clock } from '../../kernel/clock.js';
import { AccountsService, MemberNotices } from '../accounts/index.js';
import { PointsService } from '../points/index.js';
import { ServersService } from '../servers/index.js';
import type { TaskCompletion } from './schemas/task-completion.schema.js';
import { TaskCompletionsRepository } from './task-completions.repository.js';
import { TaskPostsRepository } from './task-posts.repository.js';
import { reviewNoticeView } from './views/review-notice.view.js';

export const SETTLE_COMPLETION = 'settle-completion';

/** Pays what a completion owes to its member: the points, then the word of a moderator's decision. */
@Injectable()
export class SettleCompletionEffect extends DueEffect {
  readonly name = SETTLE_COMPLETION;

  constructor(
    private readonly completions: TaskCompletionsRepository,
    private readonly posts: TaskPostsRepository,
    private readonly points: PointsService,
    private readonly accounts: AccountsService,
    private readonly servers: ServersService,
    private readonly notices: MemberNotices,
    private readonly clock: Clock,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.completions.claimDue(now, until, limit);
  }

  override postpone(completionId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.completions.postpone(completionId, claimedUntil, until);
  }

  /** Those that owe points and nothing else: what a press leaves, and presses come by the hundred. */
  override async runTogether(completionIds: readonly string[]): Promise<readonly string[]> {
    const found = await this.completions.findByIds(completionIds);
    const plain = found.filter(({ owes }) => owes.length === 1 && owes[0] === 'points');
    if (plain.length < 2) return completionIds;
    const ids = plain.map(({ _id }) => _id.toHexString());
    await Promise.all(plain.map(({ discordId }) => this.accounts.ensure(discordId)));
    const isDone = await this.points.settleTogether(plain.map(awardOf), () =>
      this.completions.takeAllPoints(ids),
    );
    return isDone ? completionIds.filter((id) => !ids.includes(id)) : completionIds;
  }

  override async run(completionId: string): Promise<void> {
    const [completion] = await this.completions.findByIds([completionId]);
    if (completion === undefined) return;
    if (completion.owes.includes('points')) await this.award(completion);
    if (completion.owes.includes('notice')) await this.notify(completion);
  }

  private async award(completion: TaskCompletion): Promise<void> {
    await this.accounts.ensure(completion.discordId);
    await this.points.settle(awardOf(completion), () =>
      this.completions.takeDebt(completion._id.toHexString(), 'points'),
    );
  }

  /** By direct message; a member who takes or wants none is told when they next come by. */
  private async notify(completion: TaskCompletion): Promise<void> {
    const { _id, guildId, taskPostId, discordId, attempt, state } = completion;
    const completionId = _id.toHexString();
    const post = await this.posts.find(guildId, taskPostId);
    const server = await this.servers.find(guildId);
    if (post !== null && server !== null && state !== 'pending') {
      const view = reviewNoticeView(completion, post, server.guildName, this.clock.now());
      // One nonce per decision: 24 characters name the row, one the attempt.
      const outcome = await this.notices.tell(
        discordId,
        view,
        `${completionId}${(attempt % 36).toString(36)}`,
      );
      if (outcome !== 'sent') await this.completions.leaveUntold(completionId, attempt);
    }
    await this.completions.takeDebt(completionId, 'notice');
  }
}

function awardOf({ _id, communityId, discordId, points, verifiedAt, createdAt }: TaskCompletion) {
  const at = verifiedAt ?? createdAt;
  return { source: 'task', sourceId: _id.toHexString(), communityId, discordId, amount: points, at } as const;
}
