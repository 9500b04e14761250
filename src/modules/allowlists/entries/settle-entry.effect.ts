import { Injectable } from '@nestjs/common';
import { DueEffect } from '../../../infra/jobs/index.js';
import { Clock } from '../../../kernel/clock.js';
import { NotEnoughPointsError } from '../../points/index.js';
import { AllowlistEntriesRepository } from './allowlist-entries.repository.js';
import { EntryWithdrawnError } from '../allowlists.errors.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { EntryPayments } from './entry-payments.service.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';

export const SETTLE_ENTRY = 'settle-entry';

/** Finishes or removes what a crash left unpaid, and gives back what a cancelled allowlist cost. */
@Injectable()
export class SettleEntryEffect extends DueEffect {
  readonly name = SETTLE_ENTRY;

  constructor(
    private readonly entries: AllowlistEntriesRepository,
    private readonly allowlists: AllowlistsRepository,
    private readonly payments: EntryPayments,
    private readonly clock: Clock,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.entries.claimDue(now, until, limit);
  }

  override postpone(entryId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.entries.postpone(entryId, claimedUntil, until);
  }

  /** Refunds, of which a cancellation makes thousands due. */
  override async runTogether(entryIds: readonly string[]): Promise<readonly string[]> {
    const refunds = (await this.entries.findByIds(entryIds)).filter(isRefundOwed);
    const left = new Set((await this.payments.refundTogether(refunds)).map(idOf));
    const done = refunds.filter((entry) => !left.has(idOf(entry)));
    for (const connectionId of new Set(done.map((entry) => entry.connectionId)))
      await this.endIfSettled(connectionId);
    const doneIds = new Set(done.map(idOf));
    return entryIds.filter((id) => !doneIds.has(id));
  }

  override async run(entryId: string): Promise<void> {
    const [entry] = await this.entries.findByIds([entryId]);
    if (entry === undefined) return;
    if (entry.state === 'unpaid') await this.finish(entry);
    else if (isRefundOwed(entry)) {
      await this.payments.refund(entry);
      await this.endIfSettled(entry.connectionId);
    }
  }

  /** A cancelled allowlist ends when nobody is owed anything any more. */
  async endIfSettled(connectionId: string): Promise<void> {
    if (await this.entries.isAnyDue(connectionId)) return;
    await this.allowlists.endCancelled(connectionId, this.clock.now());
  }

  /** The member was told nothing, or "not confirmed": both ends are right. */
  private async finish(entry: AllowlistEntry): Promise<void> {
    const parent = await this.allowlists.closingOf(entry.connectionId);
    if (parent === null || parent.status === 'cancelled' || parent.closedSeq !== undefined) {
      await this.entries.removeUnpaid(idOf(entry));
      return;
    }
    try {
      await this.payments.pay(entry);
    } catch (error) {
      if (!(error instanceof NotEnoughPointsError) && !(error instanceof EntryWithdrawnError)) throw error;
    }
  }
}

const idOf = ({ _id }: AllowlistEntry): string => _id.toHexString();
const isRefundOwed = ({ state, price, due }: AllowlistEntry): boolean =>
  state !== 'unpaid' && price !== undefined && due !== undefined;
