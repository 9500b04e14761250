import { Injectable } from '@nestjs/common';
import { InfrastructureError } from '../../../kernel/errors.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { MemberEntriesRepository } from './member-entries.repository.js';
import { SettleEntryEffect } from './settle-entry.effect.js';

/** A payment is under way at this very moment: its end must be seen first. */
export class PaymentUnderWayError extends InfrastructureError {
  readonly code = 'PAYMENT_UNDER_WAY';
  readonly retryable = true;
}

/** What must be done before a member's entries are taken away. */
@Injectable()
export class MemberWithdrawal {
  constructor(
    private readonly entries: MemberEntriesRepository,
    private readonly allowlists: AllowlistsRepository,
    private readonly settleEntry: SettleEntryEffect,
  ) {}

  /**
   * Finishes or takes back what is unpaid, and gives back what is owed. Again it changes nothing.
   *
   * @throws PaymentUnderWayError try again in a moment
   */
  async settle(discordId: string): Promise<void> {
    for (const entryId of await this.entries.unsettledOf(discordId)) await this.settleEntry.run(entryId);
    const left = await this.entries.unsettledOf(discordId);
    if (left.length > 0) throw new PaymentUnderWayError(`${String(left.length)} entries`);
  }

  /**
   * The member's entries count no more in allowlists that are open; a list that was fixed stays as it is.
   * What was paid stays paid.
   *
   * @returns those allowlists, also when called again: to be counted anew
   */
  async withdraw(discordId: string): Promise<string[]> {
    const [entered, open] = await Promise.all([
      this.entries.connectionsOf(discordId),
      this.allowlists.openIds(),
    ]);
    const isOpen = new Set(open);
    const connectionIds = entered.filter((connectionId) => isOpen.has(connectionId));
    await this.entries.refuse(discordId, connectionIds);
    return connectionIds;
  }
}
