import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { AuditTrail } from '../../infra/audit/index.js';
import { Projection } from '../../infra/projections/index.js';
import { Clock, DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import { InteractionLogsRepository } from '../interactions/index.js';
import { ServersService } from '../servers/index.js';

/** Whoever did something in it is an active member. */
const ACTIVE_MS = 30 * DAY_MS;
/** What happened while nobody followed the stream: an owner that died is replaced within seconds. */
const LOOK_BACK_MS = HOUR_MS;

/** `activityStats` of a server: what its members did lately, and what was ever posted in it. */
@Injectable()
export class ServerActivityProjection extends Projection {
  readonly name = 'server-activity';
  readonly collection = 'discord_interaction_logs';
  readonly relevant = { operationType: 'insert', 'fullDocument.guildId': { $exists: true } };
  readonly reads = ['fullDocument.guildId'];
  override readonly restMs = MINUTE_MS;

  constructor(
    private readonly logs: InteractionLogsRepository,
    private readonly audit: AuditTrail,
    private readonly servers: ServersService,
    private readonly clock: Clock,
  ) {
    super();
  }

  override parentOf(change: mongo.ChangeStreamDocument): string | undefined {
    return (change as { fullDocument?: { guildId?: string } }).fullDocument?.guildId;
  }

  override openParents(): Promise<string[]> {
    return this.logs.activeGuildIds(new Date(this.clock.now().getTime() - LOOK_BACK_MS));
  }

  override async recount(guildId: string): Promise<void> {
    const now = this.clock.now();
    const [activity, figures, totalTasksCreated, totalAllowlistsConnected] = await Promise.all([
      this.logs.activityOf(guildId),
      this.logs.figures(guildId, new Date(now.getTime() - ACTIVE_MS), new Date(now.getTime() + DAY_MS)),
      this.audit.count(guildId, 'task.create'),
      this.audit.count(guildId, 'allowlist.create'),
    ]);
    await this.servers.setActivity(guildId, {
      totalTasksCreated,
      totalAllowlistsConnected,
      totalInteractions: activity.interactions,
      activeMembers: figures.activeMembers,
      ...(activity.newestAt && { lastActivity: activity.newestAt }),
    });
  }
}
