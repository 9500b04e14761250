import type { Type } from '@nestjs/common';
import type { CommandRunner } from 'nest-commander';
import { AnalyticsCommand } from './analytics.command.js';
import { CleanupCommand } from './cleanup.command.js';
import { CompletionCommand } from './completion.command.js';
import { DrawExportCommand } from './draw-export.command.js';
import { DrawVerifyCommand } from './draw-verify.command.js';
import { HealthCommand } from './health.command.js';
import { IndexesRebuildCommand } from './indexes-rebuild.command.js';
import { IndexesStatusCommand } from './indexes-status.command.js';
import { IndexesSuggestCommand } from './indexes-suggest.command.js';
import { IntegrityCommand } from './integrity.command.js';
import { KeysRotateCommand } from './keys-rotate.command.js';
import { KeysStatusCommand } from './keys-status.command.js';
import { BaselineCommand } from './migrations/baseline.command.js';
import { CreateCommand } from './migrations/create.command.js';
import { LockReleaseCommand } from './migrations/lock-release.command.js';
import { LockStatusCommand } from './migrations/lock-status.command.js';
import { MigrateCommand } from './migrations/migrate.command.js';
import { RedoCommand } from './migrations/redo.command.js';
import { RepairCommand } from './migrations/repair.command.js';
import { RollbackCommand } from './migrations/rollback.command.js';
import { StatusCommand } from './migrations/status.command.js';
import { ValidateCommand } from './migrations/validate.command.js';
import { SummaryCommand } from './summary.command.js';

/** All verbs, in the order of docs/cli.md. */
export const verbs: readonly Type<CommandRunner>[] = [
  MigrateCommand,
  StatusCommand,
  RollbackCommand,
  CreateCommand,
  ValidateCommand,
  RedoCommand,
  BaselineCommand,
  RepairCommand,
  LockStatusCommand,
  LockReleaseCommand,
  CompletionCommand,
  CleanupCommand,
  IndexesStatusCommand,
  IndexesRebuildCommand,
  IndexesSuggestCommand,
  IntegrityCommand,
  KeysStatusCommand,
  KeysRotateCommand,
  HealthCommand,
  SummaryCommand,
  AnalyticsCommand,
  DrawVerifyCommand,
  DrawExportCommand,
];
