import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '../../infra/audit/index.js';
import { ProjectionRunner } from '../../infra/projections/index.js';
import { ServersModule } from '../servers/index.js';
import { TasksModule } from '../tasks/index.js';
import { HelpSlash } from './commands/help.slash.js';
import { ServerActivityProjection } from './server-activity.projection.js';
import { TaskViewsProjection } from './task-views.projection.js';

@Module({
  imports: [AuditModule, ServersModule, TasksModule],
  providers: [HelpSlash, ServerActivityProjection, TaskViewsProjection],
})
export class AnalyticsModule implements OnModuleInit {
  constructor(
    private readonly projections: ProjectionRunner,
    private readonly serverActivity: ServerActivityProjection,
    private readonly taskViews: TaskViewsProjection,
  ) {}

  onModuleInit(): void {
    this.projections.register(this.serverActivity);
    this.projections.register(this.taskViews);
  }
}
