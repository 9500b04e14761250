import type { mongo } from 'mongoose';
import type { Repair } from '../../infra/database/migrations/migration-runner.js';
import type { Outcome } from '../cli-command.js';
import type { DatabaseCall } from '../database-command.js';
import { EXIT, EXIT_MEANINGS } from '../exit-codes.js';
import { audit } from '../operator-audit.js';
import { table } from '../tables.js';
import { PROGRAM, Verb } from '../verb.js';
import { LockedCommand, type LockedOptions } from './locked-command.js';

/** The way out of drift, when the database is right and the ledger is to follow the files. */
@Verb({
  name: 'migration:repair',
  description: 'Accept changed files as they are, and forget migrations whose file is gone',
  examples: [
    ['migration:repair', 'shows what it would note, and asks'],
    ['migration:repair --yes', 'without a question'],
  ],
  exits: { [EXIT.locked]: EXIT_MEANINGS[EXIT.locked] },
})
export class RepairCommand extends LockedCommand {
  protected async execute(call: DatabaseCall<LockedOptions>): Promise<Outcome> {
    const { db, target, options } = call;
    const runner = await call.migrations(options.dir);
    const wanted = await runner.repairs();
    if (wanted.length === 0) return { result: { repaired: [] }, text: 'nothing to repair' };
    const rows = wanted.map(({ id, does, before, after = '' }) => [
      id,
      does,
      before.slice(0, 8),
      after.slice(0, 8),
    ]);
    const shown = table(this.terminal, ['ID', 'REPAIR', 'CHECKSUM', 'NEW CHECKSUM'], rows);
    if (options.yes !== true) this.terminal.say(shown);
    await call.confirm(`Note this in ${target}? No document is changed.`);
    const repaired = await runner.repair(this.lockOptions(call), (done, session) =>
      this.note(db, done, session),
    );
    return { result: { repaired }, text: shown, next: `${PROGRAM} status` };
  }

  private async note(db: mongo.Db, done: readonly Repair[], session: mongo.ClientSession): Promise<void> {
    for (const { id, before, after } of done)
      await audit(
        db,
        this.tools.clock.now(),
        {
          action: 'migration.repair',
          target: { kind: 'schema_migrations', id },
          changes: [
            {
              field: 'checksum',
              before: JSON.stringify(before),
              ...(after !== undefined && { after: JSON.stringify(after) }),
            },
          ],
        },
        session,
      );
  }
}
