import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { InteractionLogsRepository } from '../interactions/index.js';
import { ServersService } from '../servers/index.js';
import { lookIds, startIds, TASK_VISITS, TaskFiguresRepository } from '../tasks/index.js';
import { VisitsProjection } from './visits.projection.js';

/** Who was turned away with these has tried all the same. */
const TRIED = ['TASK_NOT_DONE_YET'];

/** Visits to a task: how often its details were opened and by how many, who pressed *Complete* while they might. */
@Injectable()
export class TaskViewsProjection extends VisitsProjection {
  readonly name = 'task-views';

  constructor(
    logs: InteractionLogsRepository,
    private readonly figures: TaskFiguresRepository,
    private readonly servers: ServersService,
    clock: Clock,
  ) {
    super(TASK_VISITS, logs, clock);
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
