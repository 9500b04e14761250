import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../infra/audit/index.js';
import { Database } from '../../infra/database/index.js';
import { DiscordApi } from '../../infra/discord/index.js';
import { Clock } from '../../kernel/clock.js';
import { ServerNotices, ServersService } from '../servers/index.js';

/** What the losses of cards of every kind are seen to with. */
@Injectable()
export class CardLossTools {
  constructor(
    readonly servers: ServersService,
    readonly notices: ServerNotices,
    readonly discord: DiscordApi,
    readonly database: Database,
    readonly audit: AuditTrail,
    readonly clock: Clock,
  ) {}
}
