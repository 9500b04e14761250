import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { ContendedTransactionError, Database, isDuplicateKey } from '../../infra/database/index.js';
import { Clock } from '../../kernel/clock.js';
import { isoWeek } from '../../kernel/iso-week.js';
import { Turns } from '../../kernel/turns.js';
import { NotEnoughPointsError } from './points.errors.js';
import { type Lifetime, lifetimeOf } from './lifetime.js';
import { type CommunityBalance, PointsRepository, type Totals } from './points.repository.js';
import { changesBy } from './points.rules.js';
import { RanksService } from './ranks.service.js';
import { ALL_TIME } from './schemas/balance.schema.js';
import { type LedgerRow, ONE_ROW_PER_CAUSE } from './schemas/ledger-row.schema.js';

export interface Standing {
  readonly points: number;
  readonly completions: number;
  readonly weekPoints: number;
  /** 1 is best; members with equal points share a rank. `null` without points. */
  readonly rank: number | null;
  /** Members with points in this community. */
  readonly rankedMembers: number;
}

/** Another first balance of the same member was being written; the next try finds it there. */
const MAX_TRIES = 5;

/** One row of a batch can't be settled, or not now; the others can. */
const IMPEDED = [ContendedTransactionError, NotEnoughPointsError];

@Injectable()
export class PointsService {
  /** Transactions on one balance undo each other: those of this process take turns. */
  private readonly turns = new Turns();

  constructor(
    private readonly points: PointsRepository,
    private readonly ranks: RanksService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The one way in which points move, earned, given back or spent: ledger row, balances and the caller's own
   * row in one transaction, which touches only this member's rows. The unique cause (`source`, `sourceId`)
   * makes repetitions harmless; a balance is never below zero, however many debits race for it.
   *
   * @param takeDue takes the debt off the caller's row inside the transaction; false when it is no longer owed
   * @returns whether this call moved the points
   * @throws NotEnoughPointsError for a debit; nothing was moved
   * @throws ContendedTransactionError others write to the same rows; nothing was moved
   */
  settle(row: LedgerRow, takeDue: () => Promise<boolean>): Promise<boolean> {
    return this.turns.take(`${row.communityId}/${row.discordId}`, () => this.settleOnce(row, takeDue));
  }

  /**
   * `settle` for many rows in one transaction: a tenth of the cost, but one row in the way of another
   * process stops them all.
   *
   * @param takeDues takes the debts off; false when one of them is no longer owed
   * @returns false when nothing was moved: settle them one by one
   */
  async settleTogether(rows: readonly LedgerRow[], takeDues: () => Promise<boolean>): Promise<boolean> {
    try {
      return await this.move(rows, takeDues);
    } catch (error) {
      if (!isDuplicateKey(error) && !IMPEDED.some((kind) => error instanceof kind)) throw error;
      return false;
    }
  }

  /**
   * Moves points because a person said so.
   *
   * @param move `sourceId` is the interaction, so that the same press moves them once
   * @param alongside is written in the same transaction, which may run several times
   * @returns whether this call moved the points
   * @throws NotEnoughPointsError
   * @throws ContendedTransactionError
   */
  settleByHand(
    move: Omit<LedgerRow, 'source'>,
    alongside: (row: LedgerRow & { readonly _id: Types.ObjectId }) => Promise<void>,
  ): Promise<boolean> {
    const row = { _id: new Types.ObjectId(), ...move, source: 'manual' } as const;
    return this.settle(row, async () => {
      if ((await this.points.findRow(row.source, row.sourceId)) !== null) return false;
      await alongside(row);
      return true;
    });
  }

  /** What was moved by hand, and why; `null` if nothing was. */
  movedByHand(sourceId: string): Promise<LedgerRow | null> {
    return this.points.findRow('manual', sourceId);
  }

  /** What a member can spend in a community. */
  async balanceOf(communityId: string, discordId: string): Promise<number> {
    return (await this.points.totals(communityId, ALL_TIME, discordId)).points;
  }

  /** What a member has earned in all communities. */
  async lifetime(discordId: string): Promise<Lifetime> {
    return lifetimeOf(await this.points.earnedByDay(discordId));
  }

  /** What a member has in one community, and how many tasks they completed there. */
  balanceIn(communityId: string, discordId: string): Promise<Totals> {
    return this.points.totals(communityId, ALL_TIME, discordId);
  }

  /** What a member has in each community, most points first. */
  async balancesOf(discordId: string): Promise<CommunityBalance[]> {
    const balances = await this.points.balancesOf(discordId);
    return balances.sort((a, b) => b.points - a.points || (a.communityId < b.communityId ? -1 : 1));
  }

  /** What a member has earned in each community, ever: what tiers go by. */
  earnedByCommunity(discordId: string): Promise<ReadonlyMap<string, number>> {
    return this.points.earnedByCommunity(discordId);
  }

  /** Members whose points moved since then. */
  movedSince(since: Date): Promise<string[]> {
    return this.points.movedSince(since);
  }

  /** Members with points in a community. */
  rankedMembers(communityId: string): Promise<number> {
    return this.ranks.rankedMembers(communityId, ALL_TIME);
  }

  async standing(communityId: string, discordId: string): Promise<Standing> {
    const week = isoWeek(this.clock.now());
    const [all, thisWeek, rankedMembers] = await Promise.all([
      this.points.totals(communityId, ALL_TIME, discordId),
      this.points.totals(communityId, week, discordId),
      this.rankedMembers(communityId),
    ]);
    const rank = all.points > 0 ? await this.ranks.rankOf(communityId, ALL_TIME, all.points) : null;
    return { ...all, weekPoints: thisWeek.points, rank, rankedMembers };
  }

  private async settleOnce(row: LedgerRow, takeDue: () => Promise<boolean>): Promise<boolean> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.move([row], takeDue);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        if (isDuplicateKey(error, ONE_ROW_PER_CAUSE)) {
          // Awarded before, but the debt stands: somebody restored or re-opened the row.
          await takeDue();
          return false;
        }
        if (tries === MAX_TRIES) throw error;
      }
    }
  }

  /** A refusal by `takeDue` undoes what it took: it throws inside the transaction. */
  private async move(rows: readonly LedgerRow[], takeDue: () => Promise<boolean>): Promise<boolean> {
    try {
      await this.database.transaction(async () => {
        if (!(await takeDue())) throw new NotOwedError();
        await this.points.appendLedger(rows);
        if (await this.points.addToBalances(rows.flatMap(changesBy))) return;
        throw new NotEnoughPointsError(-Math.min(...rows.map(({ amount }) => amount)));
      });
      return true;
    } catch (error) {
      if (error instanceof NotOwedError) return false;
      throw error;
    }
  }
}

class NotOwedError extends Error {}
