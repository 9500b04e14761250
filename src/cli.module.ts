import { type DynamicModule, Module } from '@nestjs/common';
import { MigrateCommand } from './cli/migrate.command.js';
import { DatabaseConfig } from './config/database.config.js';
import type { CliEnv } from './config/env.schema.js';
import { MaintenanceDatabase } from './infra/database/index.js';
import { Collections } from './infra/database/schema/index.js';
import { collections } from './maintenance/collections.js';

/** The CLI: never logs in to Discord, loads no domain module. */
@Module({})
export class CliModule {
  static register(env: CliEnv): DynamicModule {
    return {
      module: CliModule,
      providers: [
        { provide: DatabaseConfig, useValue: new DatabaseConfig(env) },
        { provide: Collections, useValue: { all: collections } },
        MaintenanceDatabase,
        MigrateCommand,
      ],
    };
  }
}
