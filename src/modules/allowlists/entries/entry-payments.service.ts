import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import { NotEnoughPointsError, PointsService } from '../../points/index.js';
import { AllowlistEntriesRepository } from './allowlist-entries.repository.js';
import { EntryWithdrawnError } from '../allowlists.errors.js';
import { stateBy } from './entry.rules.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';

const idOf = ({ _id }: AllowlistEntry): string => _id.toHexString();

/** What entries cost, and what is given back: always with the row, in one transaction. */
@Injectable()
export class EntryPayments {
  /** Presses of one member at the same moment wait for one payment, instead of getting in its way. */
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly points: PointsService,
    private readonly entries: AllowlistEntriesRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes the price and makes the entry valid, both or neither; again it changes nothing.
   *
   * @throws NotEnoughPointsError the entry was removed
   * @throws EntryWithdrawnError somebody else removed it
   */
  pay(entry: AllowlistEntry): Promise<void> {
    const entryId = idOf(entry);
    const paying =
      this.underWay.get(entryId) ?? this.payNow(entry).finally(() => this.underWay.delete(entryId));
    this.underWay.set(entryId, paying);
    return paying;
  }

  /** Gives the prices back, each once. @returns those that must go one by one */
  async refundTogether(entries: readonly AllowlistEntry[]): Promise<readonly AllowlistEntry[]> {
    if (entries.length < 2) return entries;
    const refunds = entries.map((entry) => this.refundOf(entry));
    const mark = (): Promise<boolean> => this.entries.markRefunded(entries.map(idOf));
    return (await this.points.settleTogether(refunds, mark)) ? [] : entries;
  }

  async refund(entry: AllowlistEntry): Promise<void> {
    await this.points.settle(this.refundOf(entry), () => this.entries.markRefunded([idOf(entry)]));
  }

  private async payNow(entry: AllowlistEntry): Promise<void> {
    const entryId = idOf(entry);
    try {
      if (await this.points.settle(debitOf(entry), () => this.entries.markPaid(entryId, stateBy(entry.risk))))
        return;
    } catch (error) {
      if (!(error instanceof NotEnoughPointsError)) throw error;
      if (await this.entries.removeUnpaid(entryId)) throw error;
    }
    const standing = await this.entries.findById(entryId);
    if (standing === null || standing.state === 'unpaid') throw new EntryWithdrawnError(entryId);
  }

  private refundOf(entry: AllowlistEntry) {
    const { communityId, discordId, price = 0 } = entry;
    const at = this.clock.now();
    return { source: 'refund', sourceId: idOf(entry), communityId, discordId, amount: price, at } as const;
  }
}

function debitOf(entry: AllowlistEntry) {
  const { communityId, discordId, price = 0, createdAt: at } = entry;
  return { source: 'entry', sourceId: idOf(entry), communityId, discordId, amount: -price, at } as const;
}
