import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '../../infra/audit/index.js';
import { ProjectionRunner } from '../../infra/projections/index.js';
import { ServersModule } from '../servers/index.js';
import { TasksModule } from '../tasks/index.js';
import { AccountsModule } from '../accounts/index.js';
import { AllowlistsModule } from '../allowlists/index.js';
import { PointsModule } from '../points/index.js';
import { AllowlistViewsProjection } from './allowlist-views.projection.js';
import { AccountEntriesProjection, AccountPointsProjection } from './account-activity.projection.js';
import { HelpSlash } from './commands/help.slash.js';
import { StatusSlash } from './commands/status.slash.js';
import { ServerActivityProjection } from './server-activity.projection.js';
import { StatusService } from './status.service.js';
import { TaskViewsProjection } from './task-views.projection.js';

@Module({
  imports: [AccountsModule, AllowlistsModule, AuditModule, PointsModule, ServersModule, TasksModule],
  providers: [
    HelpSlash,
    StatusSlash,
    StatusService,
    ServerActivityProjection,
    TaskViewsProjection,
    AllowlistViewsProjection,
    AccountPointsProjection,
    AccountEntriesProjection,
  ],
})
export class AnalyticsModule implements OnModuleInit {
  constructor(
    private readonly projections: ProjectionRunner,
    private readonly serverActivity: ServerActivityProjection,
    private readonly taskViews: TaskViewsProjection,
    private readonly allowlistViews: AllowlistViewsProjection,
    private readonly accountPoints: AccountPointsProjection,
    private readonly accountEntries: AccountEntriesProjection,
  ) {}

  onModuleInit(): void {
    this.projections.register(this.serverActivity);
    this.projections.register(this.taskViews);
    this.projections.register(this.allowlistViews);
    this.projections.register(this.accountPoints);
    this.projections.register(this.accountEntries);
  }
}
