import { Injectable } from '@nestjs/common';
import { Option } from 'nest-commander';
import { fullName, type MigrationFile } from '../../infra/database/migrations/migration.js';
import type { MigrateOptions } from '../../infra/database/migrations/migration-runner.js';
import { wholeNumber } from '../cli-command.js';
import { UsageError } from '../cli-errors.js';
import type { DatabaseCall } from '../database-command.js';
import { deadlineOf } from '../interruption.js';
import { progressOn } from '../progress.js';
import { duration } from '../tables.js';
import { LockedCommand, type LockedOptions } from './locked-command.js';

export interface RunCommandOptions extends LockedOptions {
  readonly dryRun?: boolean;
  readonly to?: string;
  readonly step?: number;
  readonly allowDataLoss?: boolean;
}

/** What ran, and how long it took. */
export interface Ran {
  readonly id: string;
  readonly name: string;
  readonly durationMs: number;
}

/** A verb that runs migrations one way or the other. */
@Injectable()
export abstract class RunCommand extends LockedCommand<RunCommandOptions> {
  @Option({ flags: '--dry-run', description: 'Show the plan with its counts, change nothing' })
  parseDryRun(): boolean {
    return true;
  }

  @Option({ flags: '--allow-data-loss', description: 'Collections that hold documents may be dropped' })
  parseAllowDataLoss(): boolean {
    return true;
  }

  @Option({ flags: '--to <id>', description: 'As far as this migration, which is applied then' })
  parseTo(text: string): string {
    return migrationId('--to', text);
  }

  @Option({ flags: '--step <n>', description: 'So many migrations' })
  parseStep(text: string): number {
    return wholeNumber('--step', text, { min: 1, max: 9_999 });
  }

  /** For the runner: how far, the lock, and what is shown meanwhile. `ran` fills up as migrations end. */
  protected async running(call: DatabaseCall<RunCommandOptions>): Promise<MigrateOptions & { ran: Ran[] }> {
    const { to, step, allowDataLoss: mayLoseData } = call.options;
    if (to !== undefined && step !== undefined)
      throw new UsageError('--to and --step exclude each other', 'Nothing was done. Take one of them.');
    const progress = await progressOn(this.terminal);
    const ran: Ran[] = [];
    return {
      ...this.lockOptions(call),
      ...{ to, step, mayLoseData, ran, deadline: deadlineOf(call.signal) },
      onStart: (file, direction) => {
        progress.begin(`${direction === 'up' ? 'Migrating' : 'Rolling back'} ${fullName(file)}`);
      },
      onBatch: ({ collection, done }) => {
        progress.tell(`${collection}, ${done.toLocaleString('en-US')} documents`);
      },
      onEnd: async ({ id, name }, durationMs, error) => {
        if (error !== undefined) return progress.fail('not done');
        ran.push({ id, name, durationMs: Math.round(durationMs) });
        return progress.end(`done in ${duration(durationMs)}`);
      },
    };
  }
}

/** `2` and `0002` are the same. @throws UsageError */
export const migrationId = (option: string, text: string): string =>
  String(wholeNumber(option, text, { min: 0, max: 9_999 })).padStart(4, '0');

export const linesOf = (did: string, files: readonly Pick<MigrationFile, 'id' | 'name'>[]): string =>
  files.map((file) => `${did} ${fullName(file)}`).join('\n');
