import { holderOf } from '../../infra/database/migrations/migration-lock.js';
import type { Outcome } from '../cli-command.js';
import type { DatabaseCall } from '../database-command.js';
import { audit } from '../operator-audit.js';
import { PROGRAM, Verb } from '../verb.js';
import { MigrationCommand, type MigrationOptions } from './locked-command.js';

/** Takes the lock from a process that hangs. */
@Verb({
  name: 'lock:release',
  description: 'Take the lock from the process that holds it, whose work then ends',
  examples: [['lock:release', 'shows who holds it, and asks']],
})
export class LockReleaseCommand extends MigrationCommand {
  protected override readonly isWriting = (): boolean => true;

  protected async execute(call: DatabaseCall<MigrationOptions>): Promise<Outcome> {
    const { db, options } = call;
    const runner = await call.migrations(options.dir);
    const { lock } = await runner.status();
    if (!lock.isHeld) return { result: { isReleased: false }, text: 'the lock is free already' };
    const holder = holderOf(lock);
    await call.confirm(`Take the lock from ${holder}? What it does ends at its next batch.`);
    const isReleased = await db.client.withSession((session) =>
      session.withTransaction(async () => {
        const wasTheirs = await runner.lock.release(lock.fence, session);
        const changes = [{ field: 'owner', before: JSON.stringify(lock.owner).slice(0, 500) }];
        const target = { kind: 'leases', id: 'migrations' };
        const deed = { action: 'migration.lock-release', target, changes };
        if (wasTheirs) await audit(db, this.tools.clock.now(), deed, session);
        return wasTheirs;
      }),
    );
    return {
      result: { isReleased, holder },
      text: isReleased ? `released, was held by ${holder}` : 'the lock went to somebody else meanwhile',
      next: `${PROGRAM} status`,
    };
  }
}
