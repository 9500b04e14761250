import { Injectable } from '@nestjs/common';
import { SettleCompletionEffect } from './settle-completion.effect.js';
import { TaskCompletionsRepository } from './task-completions.repository.js';

/** What must be done before a member's completions become nobody's. */
@Injectable()
export class MemberAttempts {
  constructor(
    private readonly completions: TaskCompletionsRepository,
    private readonly settleCompletion: SettleCompletionEffect,
  ) {}

  /** Pays what is owed; a notice is owed to nobody any more. Again it changes nothing. */
  async settle(discordId: string): Promise<void> {
    for (const id of await this.completions.owedTo(discordId)) {
      await this.completions.takeDebt(id, 'notice');
      await this.settleCompletion.run(id);
    }
  }

  /** Tasks at which an attempt of the member is undecided or rejected. */
  undecided(discordId: string): Promise<string[]> {
    return this.completions.undecidedPostsOf(discordId);
  }

  /** Takes such an attempt out of the reviews. The task is to be counted anew. */
  withdraw(discordId: string, postId: string): Promise<void> {
    return this.completions.removeUndecided(discordId, postId);
  }
}
