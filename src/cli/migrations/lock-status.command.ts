import { holderOf } from '../../infra/database/migrations/migration-lock.js';
import type { Outcome } from '../cli-command.js';
import type { DatabaseCall } from '../database-command.js';
import { EXIT } from '../exit-codes.js';
import { duration } from '../tables.js';
import { PROGRAM, Verb } from '../verb.js';
import { MigrationCommand, type MigrationOptions } from './locked-command.js';

/** Who migrates right now. */
@Verb({
  name: 'lock:status',
  description: 'Who holds the lock of the migrations',
  examples: [['lock:status', 'host, process, since when']],
  exits: { [EXIT.done]: 'the lock is free', [EXIT.locked]: 'a process holds it' },
})
export class LockStatusCommand extends MigrationCommand {
  protected async execute({ migrations, options }: DatabaseCall<MigrationOptions>): Promise<Outcome> {
    const { lock } = await (await migrations(options.dir)).status();
    if (!lock.isHeld) return { result: { lock }, text: 'free' };
    return {
      result: { lock, holder: holderOf(lock) },
      text: `held by ${holderOf(lock)}; free in ${duration(lock.leftMs)} unless it is renewed`,
      exitCode: EXIT.locked,
      next: `wait: a dead process loses it within 30 s. If it hangs: ${PROGRAM} lock:release`,
    };
  }
}
