import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { Projection } from '../../../infra/projections/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { EntryAttemptsRepository } from '../risk/entry-attempts.repository.js';
import { HeldNotices } from '../risk/held-notices.service.js';
import { competitivenessOf, totalsOf, trendOf } from './entry-figures.rules.js';
import { EntryListsRepository } from '../entries/entry-lists.repository.js';

/** How many of the newest stand on the allowlist itself. */
const RECENT = 50;

/**
 * The figures of an allowlist: entries, tickets, trend, who came last, what its card shows. Rows are removed
 * only where they were not counted, so deletions change nothing.
 */
@Injectable()
export class EntryCountsProjection extends Projection {
  readonly name = 'entry-counts';
  readonly collection = 'allowlist_entries';
  readonly relevant = {
    $or: [
      { operationType: 'insert' },
      { operationType: 'update', 'updateDescription.updatedFields.state': { $exists: true } },
      { operationType: 'update', 'updateDescription.updatedFields.leftAt': { $exists: true } },
    ],
  };
  readonly reads = ['fullDocument.connectionId'];

  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly lists: EntryListsRepository,
    private readonly attempts: EntryAttemptsRepository,
    private readonly heldNotices: HeldNotices,
    private readonly clock: Clock,
  ) {
    super();
  }

  override parentOf(change: mongo.ChangeStreamDocument): string | undefined {
    const { fullDocument } = change as { fullDocument?: { connectionId?: string } };
    return fullDocument?.connectionId;
  }

  override openParents(): Promise<string[]> {
    return this.allowlists.openIds();
  }

  override async recount(connectionId: string): Promise<void> {
    const allowlist = await this.allowlists.findById(connectionId);
    if (allowlist === null) return;
    const [hours, newest] = await Promise.all([
      this.lists.byHour(connectionId, allowlist.closedSeq),
      this.lists.newest(connectionId, RECENT),
      this.recountAttempts(connectionId),
    ]);
    const totals = totalsOf(hours);
    // Before the count is kept: after a crash it is more than the last one still.
    await this.heldNotices.tell(allowlist, totals.held);
    const figures = {
      totals,
      entryQueue: newest.map(({ discordId, createdAt }) => ({ discordId, at: createdAt })),
      competitiveness: competitivenessOf(allowlist.allowlistData, totals.entries),
      popularityTrend: trendOf(hours),
    };
    await this.allowlists.setFigures(connectionId, figures, this.clock.now());
  }

  /** Duplicates say how often; fraud also by which signal. */
  async recountAttempts(connectionId: string): Promise<void> {
    const [duplicates, frauds] = await Promise.all([
      this.attempts.newest(connectionId, ['duplicate', 'wallet'], RECENT),
      this.attempts.newest(connectionId, ['fraud'], RECENT),
    ]);
    await this.allowlists.setAttempts(
      connectionId,
      duplicates.map(({ discordId, count, lastAt }) => ({ discordId, count, at: lastAt })),
      frauds.map(({ discordId, count, lastAt, signal = 'unknown' }) => ({
        discordId,
        signal,
        count,
        at: lastAt,
      })),
    );
  }
}
