import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { Projection } from '../../infra/projections/index.js';
import { Clock, HOUR_MS, SECOND_MS } from '../../kernel/clock.js';
import { InteractionLogsRepository } from '../interactions/index.js';
import { ServersService } from '../servers/index.js';
import { lookIds, startIds, TaskFiguresRepository, VISIT_PREFIXES, visitedTask } from '../tasks/index.js';

const LOOK_BACK_MS = HOUR_MS;
/** Who was turned away with these has tried all the same. */
const TRIED = ['TASK_NOT_DONE_YET'];

/**
 * Visits to a task, within the log's 90 days: how often its details were opened and by how many, and how many
 * pressed *Complete* while they might. A refused press leaves no row but in the log.
 */
@Injectable()
export class TaskViewsProjection extends Projection {
  readonly name = 'task-views';
  readonly collection = 'discord_interaction_logs';
  readonly relevant = {
    operationType: 'insert',
    $or: VISIT_PREFIXES.map((prefix) => ({
      'fullDocument.interaction.customId': { $gte: prefix, $lt: `${prefix}\uffff` },
    })),
  };
  readonly reads = ['fullDocument.interaction.customId'];
  override readonly restMs = 10 * SECOND_MS;

  constructor(
    private readonly logs: InteractionLogsRepository,
    private readonly figures: TaskFiguresRepository,
    private readonly servers: ServersService,
    private readonly clock: Clock,
  ) {
    super();
  }

  override parentOf(change: mongo.ChangeStreamDocument): string | undefined {
    const { fullDocument } = change as { fullDocument?: { interaction?: { customId?: string } } };
    return visitedTask(fullDocument?.interaction?.customId ?? '');
  }

  override async openParents(): Promise<string[]> {
    const since = new Date(this.clock.now().getTime() - LOOK_BACK_MS);
    const customIds = await Promise.all(
      VISIT_PREFIXES.map((prefix) => this.logs.usedControlIds(prefix, since)),
    );
    const postIds = customIds.flat().map(visitedTask);
    return [...new Set(postIds.filter((postId) => postId !== undefined))];
  }

  override async recount(postId: string): Promise<void> {
    const [looked, pressed, guildId] = await Promise.all([
      this.logs.viewsOf(lookIds(postId)),
      this.logs.startersOf(startIds(postId), TRIED),
      this.figures.guildOf(postId),
    ]);
    if (guildId === undefined) return;
    const visits = { views: looked.views, uniqueViews: looked.viewers, pressed };
    await this.figures.setVisits(postId, visits, await this.servers.memberCount(guildId));
  }
}
