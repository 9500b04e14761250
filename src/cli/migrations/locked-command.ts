import { Injectable } from '@nestjs/common';
import { Option } from 'nest-commander';
import { holderOf, type LockOptions } from '../../infra/database/migrations/migration-lock.js';
import { SECOND_MS } from '../../kernel/clock.js';
import { wholeNumber } from '../cli-command.js';
import { type DatabaseCall, DatabaseCommand, type DatabaseOptions } from '../database-command.js';

export interface MigrationOptions extends DatabaseOptions {
  readonly dir?: string;
}

export interface LockedOptions extends MigrationOptions {
  readonly wait?: number;
}

/** Longer than the lease: what a dead process held is free by then. */
const WAIT_SECONDS = 60;

/** A verb on the migrations' files. */
@Injectable()
export abstract class MigrationCommand<
  Options extends MigrationOptions = MigrationOptions,
> extends DatabaseCommand<Options> {
  @Option({ flags: '--dir <path>', description: 'Folder of the migrations, if not the one of this version' })
  parseDir(path: string): string {
    return path;
  }
}

/** A verb that works under the lock of the migrations, and ends at a boundary when it is interrupted. */
@Injectable()
export abstract class LockedCommand<
  Options extends LockedOptions = LockedOptions,
> extends MigrationCommand<Options> {
  protected override readonly endsBySignal = true;

  @Option({
    flags: '--wait <seconds>',
    description: `Wait so long for another process that migrates, ${String(WAIT_SECONDS)} unless told; then exit 5`,
  })
  parseWait(text: string): number {
    return wholeNumber('--wait', text, { min: 0, max: 86_400 });
  }

  protected override readonly isWriting = (options: Options): boolean =>
    !('dryRun' in options && options.dryRun === true);

  protected lockOptions({ options, signal }: DatabaseCall<Options>): LockOptions {
    return {
      signal,
      waitMs: (options.wait ?? WAIT_SECONDS) * SECOND_MS,
      onWait: (holder) => {
        this.terminal.say(`Another process has the lock (${holderOf(holder)}); waiting…`);
      },
      onMissed: (error) => {
        this.terminal.warn(`The lock could not be renewed or freed: ${String(error)}`);
      },
    };
  }
}
