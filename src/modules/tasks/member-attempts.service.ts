import { Injectable } from '@nestjs/common';
import { DiscordApi } from '../../infra/discord/index.js';
import { Clock } from '../../kernel/clock.js';
import { ReviewCardsRepository } from './reviews/review-cards.repository.js';
import { SettleCompletionEffect } from './settle-completion.effect.js';
import { TaskCompletionsRepository } from './task-completions.repository.js';

/** What must be done before a member's completions become nobody's. */
@Injectable()
export class MemberAttempts {
  constructor(
    private readonly completions: TaskCompletionsRepository,
    private readonly settleCompletion: SettleCompletionEffect,
    private readonly cards: ReviewCardsRepository,
    private readonly discord: DiscordApi,
    private readonly clock: Clock,
  ) {}

  /**
   * Pays what is owed; a notice is owed to nobody any more, and what was shown of them in review channels goes.
   * Again it changes nothing.
   */
  async settle(discordId: string): Promise<void> {
    for (const id of await this.completions.owedTo(discordId)) {
      await this.completions.takeDebt(id, 'notice');
      await this.settleCompletion.run(id);
    }
    await this.removeCards(discordId);
  }

  /** Messages in review channels stop naming a moderator, who is nobody in the rows by now. */
  redrawDecisions(pseudonym: string): Promise<void> {
    return this.cards.redrawDecidedBy(pseudonym, this.clock.now());
  }

  /** Tasks at which an attempt of the member is undecided or rejected. */
  undecided(discordId: string): Promise<string[]> {
    return this.completions.undecidedPostsOf(discordId);
  }

  /** Takes such an attempt out of the reviews. The task is to be counted anew. */
  withdraw(discordId: string, postId: string): Promise<void> {
    return this.completions.removeUndecided(discordId, postId);
  }

  /** Until there is none: the worker may be posting one just now, which it then takes back. */
  private async removeCards(discordId: string): Promise<void> {
    for (;;) {
      const rows = await this.cards.cardsOf(discordId);
      if (rows.length === 0) return;
      for (const row of rows) {
        const { channelId, messageId } = row.reviewCard ?? {};
        if (channelId !== undefined && messageId !== undefined)
          await this.discord.removeMessage(channelId, messageId);
        await this.cards.forget(row);
      }
    }
  }
}
