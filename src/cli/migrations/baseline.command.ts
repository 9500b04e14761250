import type { Outcome } from '../cli-command.js';
import type { DatabaseCall } from '../database-command.js';
import { EXIT, EXIT_MEANINGS } from '../exit-codes.js';
import { audit } from '../operator-audit.js';
import { PROGRAM, Verb } from '../verb.js';
import { LockedCommand, type LockedOptions } from './locked-command.js';
import { linesOf, migrationId } from './run-command.js';

/** For a database that was made by hand or restored without its ledger. */
@Verb({
  name: 'migration:baseline',
  description: 'Note migrations as done without running them, in a database that has none noted',
  arguments: '<id>',
  argsDescription: {
    id: 'The last migration whose work the database has already; it is asked whether it holds',
  },
  examples: [['migration:baseline 2', '0001 and 0002 are done; after a question']],
  exits: {
    [EXIT.drift]: 'the database lacks what this migration does',
    [EXIT.locked]: EXIT_MEANINGS[EXIT.locked],
  },
})
export class BaselineCommand extends LockedCommand {
  protected async execute(call: DatabaseCall<LockedOptions>): Promise<Outcome> {
    const { db, target, options, parameters } = call;
    const id = migrationId('The migration', parameters[0] ?? '');
    const runner = await call.migrations(options.dir);
    await call.confirm(`Note everything up to ${id} as done in ${target}?`);
    const files = await runner.baseline(id, this.lockOptions(call));
    await db.client.withSession((session) =>
      audit(
        db,
        this.tools.clock.now(),
        {
          action: 'migration.baseline',
          target: { kind: 'schema_migrations', id },
          changes: files.map((file) => ({ field: file.id, after: JSON.stringify('baseline') })),
        },
        session,
      ),
    );
    return {
      result: { baseline: files.map(({ id, name }) => ({ id, name })) },
      text: linesOf('noted', files),
      next: `${PROGRAM} migrate`,
    };
  }
}
