import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { Projection } from '../../infra/projections/index.js';
import { Clock, HOUR_MS, SECOND_MS } from '../../kernel/clock.js';
import { InteractionLogsRepository } from '../interactions/index.js';
import { ServersService } from '../servers/index.js';
import { taskDetailsId, TaskFiguresRepository } from '../tasks/index.js';

const PREFIX = taskDetailsId.pattern.replace(/:\w+$/, '');
const LOOK_BACK_MS = HOUR_MS;

/** Views of a task: how often its details were opened and by how many, within the log's 90 days. */
@Injectable()
export class TaskViewsProjection extends Projection {
  readonly name = 'task-views';
  readonly collection = 'discord_interaction_logs';
  readonly relevant = {
    operationType: 'insert',
    'fullDocument.interaction.customId': { $gte: PREFIX, $lt: `${PREFIX}\uffff` },
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
    return postIdIn(fullDocument?.interaction?.customId);
  }

  override async openParents(): Promise<string[]> {
    const since = new Date(this.clock.now().getTime() - LOOK_BACK_MS);
    const customIds = await this.logs.usedControlIds(PREFIX, since);
    return customIds.map(postIdIn).filter((postId) => postId !== undefined);
  }

  override async recount(postId: string): Promise<void> {
    const { views, viewers } = await this.logs.viewsOf(taskDetailsId.build({ postId }));
    const guildId = await this.figures.guildOf(postId);
    if (guildId === undefined) return;
    await this.figures.setViews(postId, views, viewers, await this.servers.memberCount(guildId));
  }
}

/** What a forged control names is no task. */
const postIdIn = (customId: string | undefined): string | undefined => {
  const id = customId?.startsWith(PREFIX) === true ? customId.slice(PREFIX.length) : '';
  return /^[0-9a-f]{24}$/.test(id) ? id : undefined;
};
