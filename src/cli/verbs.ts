import type { Type } from '@nestjs/common';
import type { CommandRunner } from 'nest-commander';
import { MigrateCommand } from './migrations/migrate.command.js';
import { StatusCommand } from './migrations/status.command.js';

/** All verbs, in the order of docs/cli.md. */
export const verbs: readonly Type<CommandRunner>[] = [MigrateCommand, StatusCommand];
