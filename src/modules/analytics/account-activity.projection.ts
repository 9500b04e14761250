import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { Projection } from '../../infra/projections/index.js';
import { Clock, HOUR_MS, SECOND_MS } from '../../kernel/clock.js';
import { AccountActivity } from '../accounts/index.js';
import { MemberEntriesRepository } from '../allowlists/index.js';
import { PointsService } from '../points/index.js';

/** What happened while nobody followed the stream: an owner that died is replaced within seconds. */
const LOOK_BACK_MS = HOUR_MS;

/** Never in a hurry: nobody watches it change. Wins are recounted by what follows from a draw. */
@Injectable()
abstract class AccountActivityProjection extends Projection {
  override readonly relevant: mongo.Document = { operationType: 'insert' };
  override readonly reads = ['fullDocument.discordId'];
  override readonly restMs = 5 * SECOND_MS;
  override readonly turnMs = SECOND_MS / 20;

  constructor(
    private readonly activity: AccountActivity,
    protected readonly points: PointsService,
    protected readonly entries: MemberEntriesRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  override parentOf(change: mongo.ChangeStreamDocument): string | undefined {
    return (change as { fullDocument?: { discordId?: string } }).fullDocument?.discordId;
  }

  override openParents(): Promise<string[]> {
    return this.changedSince(new Date(this.clock.now().getTime() - LOOK_BACK_MS));
  }

  override recount(discordId: string): Promise<void> {
    return this.activity.recount(discordId);
  }

  protected abstract changedSince(since: Date): Promise<string[]>;
}

/** Recounted when a member earns or spends. */
@Injectable()
export class AccountPointsProjection extends AccountActivityProjection {
  readonly name = 'account-points';
  readonly collection = 'points_ledger';

  protected override changedSince(since: Date): Promise<string[]> {
    return this.points.movedSince(since);
  }
}

/** Recounted when a member enters. */
@Injectable()
export class AccountEntriesProjection extends AccountActivityProjection {
  readonly name = 'account-entries';
  readonly collection = 'allowlist_entries';

  protected override changedSince(since: Date): Promise<string[]> {
    return this.entries.enteredSince(since);
  }
}
