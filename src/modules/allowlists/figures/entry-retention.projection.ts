import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { Projection } from '../../../infra/projections/index.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { AllowlistFiguresRepository } from './allowlist-figures.repository.js';
import { EntryCountsProjection } from './entry-counts.projection.js';

/** Who came again. Apart from the live count, which must not wait for it. */
@Injectable()
export class EntryRetentionProjection extends Projection {
  readonly name = 'entry-retention';
  readonly collection = 'allowlist_entries';
  override readonly restMs = MINUTE_MS;

  constructor(
    private readonly counts: EntryCountsProjection,
    private readonly figures: AllowlistFiguresRepository,
    private readonly allowlists: AllowlistsRepository,
  ) {
    super();
  }

  override get relevant(): mongo.Document {
    return this.counts.relevant;
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

  override async recount(connectionId: string): Promise<void> {
    const allowlist = await this.allowlists.findById(connectionId);
    if (allowlist !== null) await this.figures.recountRetention(allowlist);
  }
}
