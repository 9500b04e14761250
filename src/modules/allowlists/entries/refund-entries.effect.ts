import { Injectable } from '@nestjs/common';
import { DueRunner } from '../../../infra/jobs/index.js';
import { OutboxEffect, type OutboxPayload } from '../../../infra/outbox/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AllowlistEntriesRepository } from './allowlist-entries.repository.js';
import { SETTLE_ENTRY, SettleEntryEffect } from './settle-entry.effect.js';

export const REFUND_ENTRIES = 'refund-entries';

/** After a cancellation: nobody pays any more, and who has paid is owed it. */
@Injectable()
export class RefundEntriesEffect extends OutboxEffect {
  readonly kind = REFUND_ENTRIES;

  constructor(
    private readonly entries: AllowlistEntriesRepository,
    private readonly settleEntry: SettleEntryEffect,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** In this order: a payment under way either is removed by the first or is seen by the second. */
  override async run({ connectionId }: OutboxPayload): Promise<void> {
    const id = String(connectionId);
    await this.entries.removeAllUnpaid(id);
    await this.entries.oweRefunds(id, this.clock.now());
    this.effects.nudge(SETTLE_ENTRY);
    await this.settleEntry.endIfSettled(id);
  }
}
