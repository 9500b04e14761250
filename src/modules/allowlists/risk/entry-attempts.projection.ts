import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { Projection } from '../../../infra/projections/index.js';
import { EntryCountsProjection } from '../figures/entry-counts.projection.js';

/** The newest attempts on the allowlist itself: apart from its counts, which cost a pass over all entries. */
@Injectable()
export class EntryAttemptsProjection extends Projection {
  readonly name = 'entry-attempts';
  readonly collection = 'entry_attempts';
  readonly relevant = { operationType: { $in: ['insert', 'update'] } };

  constructor(private readonly counts: EntryCountsProjection) {
    super();
  }

  override get reads(): readonly string[] {
    return this.counts.reads;
  }

  override parentOf(change: mongo.ChangeStreamDocument): string | undefined {
    return this.counts.parentOf(change);
  }

  override openParents(): Promise<string[]> {
    return this.counts.openParents();
  }

  override recount(connectionId: string): Promise<void> {
    return this.counts.recountAttempts(connectionId);
  }
}
