import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { type CommandRunner, InjectCommander } from 'nest-commander';
import { verbs } from './cli/verbs.js';
import { CliTools } from './cli/database-command.js';
import { Terminal } from './cli/terminal.js';
import { PROGRAM } from './cli/verb.js';
import { DatabaseConfig } from './config/database.config.js';
import { EncryptionConfig } from './config/encryption.config.js';
import type { CliEnv } from './config/env.schema.js';
import { MaintenanceDatabase } from './infra/database/maintenance-database.js';
import { Collections } from './infra/database/schema/index.js';
import { Clock, SystemClock } from './kernel/clock.js';
import { collections } from './maintenance/collections.js';

type Root = Parameters<CommandRunner['setCommand']>[0];

/** The CLI: never logs in to Discord, loads no domain module. */
@Module({})
export class CliModule implements OnApplicationBootstrap {
  constructor(@InjectCommander() readonly root: Root) {}

  onApplicationBootstrap(): void {
    // It calls itself after the file.
    this.root.name(PROGRAM);
  }

  static register(env: CliEnv, terminal: Terminal): DynamicModule {
    return {
      module: CliModule,
      providers: [
        { provide: DatabaseConfig, useValue: new DatabaseConfig(env) },
        { provide: EncryptionConfig, useValue: new EncryptionConfig(env) },
        { provide: Collections, useValue: { all: collections } },
        { provide: Clock, useClass: SystemClock },
        { provide: Terminal, useValue: terminal },
        MaintenanceDatabase,
        {
          provide: CliTools,
          inject: [MaintenanceDatabase, Clock],
          useFactory: (database: MaintenanceDatabase, clock: Clock) =>
            new CliTools(terminal, database, clock, env.NODE_ENV === 'production'),
        },
        ...verbs,
      ],
    };
  }
}
