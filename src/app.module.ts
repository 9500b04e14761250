import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { ConfigModule } from './config/config.module.js';
import type { Env } from './config/env.schema.js';
import { Engines } from './engines.js';
import { ExceptionFilter } from './exception.filter.js';
import { CacheModule } from './infra/cache/index.js';
import { CryptoModule } from './infra/crypto/index.js';
import { DatabaseModule } from './infra/database/index.js';
import { DiscordExceptionFilter, DiscordModule } from './infra/discord/index.js';
import { HealthModule } from './infra/health/index.js';
import { JobsModule } from './infra/jobs/index.js';
import { ObservabilityModule } from './infra/observability/index.js';
import { OutboxModule } from './infra/outbox/index.js';
import { ProjectionsModule } from './infra/projections/index.js';
import { RedisModule } from './infra/redis/index.js';
import { WebModule } from './infra/web/index.js';
import { Clock, SystemClock } from './kernel/clock.js';
import { collections } from './maintenance/collections.js';
import { CleanupModule } from './maintenance/cleanup/index.js';
import { IntegrityModule } from './maintenance/integrity/index.js';
import { PrivacyModule } from './maintenance/privacy/index.js';
import { sealedFields } from './maintenance/sealed-fields.js';
import { AccountsModule } from './modules/accounts/index.js';
import { AllowlistsModule } from './modules/allowlists/index.js';
import { AnalyticsModule } from './modules/analytics/index.js';
import { InteractionsModule } from './modules/interactions/index.js';
import { RequirementsModule } from './modules/requirements/index.js';
import { ServersModule } from './modules/servers/index.js';
import { TasksModule } from './modules/tasks/index.js';

@Global()
@Module({ providers: [{ provide: Clock, useClass: SystemClock }], exports: [Clock] })
class ClockModule {}

/** The whole service. Global guards, interceptors and filters are bound here only. */
@Module({})
export class AppModule {
  static register(env: Env): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.register(env),
        ClockModule,
        ObservabilityModule,
        CryptoModule,
        DatabaseModule.register(collections, sealedFields),
        RedisModule,
        CacheModule,
        DiscordModule,
        ScheduleModule.forRoot(),
        JobsModule,
        OutboxModule,
        ProjectionsModule,
        HealthModule,
        WebModule,
        ServersModule,
        AccountsModule,
        RequirementsModule,
        TasksModule,
        AllowlistsModule,
        AnalyticsModule,
        CleanupModule,
        IntegrityModule,
        PrivacyModule,
        InteractionsModule,
      ],
      providers: [Engines, DiscordExceptionFilter, { provide: APP_FILTER, useClass: ExceptionFilter }],
    };
  }
}
