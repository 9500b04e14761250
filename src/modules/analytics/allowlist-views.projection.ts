import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import {
  ALLOWLIST_VISITS,
  allowlistDetailsId,
  AllowlistFiguresRepository,
  enterId,
} from '../allowlists/index.js';
import { InteractionLogsRepository } from '../interactions/index.js';
import { VisitsProjection } from './visits.projection.js';

/** Visits to an allowlist: how often its details were opened, who opened them or pressed *Enter*, who pressed it. */
@Injectable()
export class AllowlistViewsProjection extends VisitsProjection {
  readonly name = 'allowlist-views';

  constructor(
    logs: InteractionLogsRepository,
    private readonly figures: AllowlistFiguresRepository,
    clock: Clock,
  ) {
    super(ALLOWLIST_VISITS, logs, clock);
  }

  override async recount(connectionId: string): Promise<void> {
    const details = allowlistDetailsId.build({ connectionId });
    const enter = enterId.build({ connectionId });
    const [{ views }, { viewers: uniqueViews }, { viewers: pressed }] = await Promise.all([
      this.logs.viewsOf([details]),
      this.logs.viewsOf([details, enter]),
      this.logs.viewsOf([enter]),
    ]);
    await this.figures.setVisits(connectionId, { views, uniqueViews, pressed });
  }
}
