import type { Outcome } from '../cli-command.js';
import { type DatabaseCall, DatabaseCommand } from '../database-command.js';
import { EXIT } from '../exit-codes.js';
import { table } from '../tables.js';
import { PROGRAM, Verb } from '../verb.js';

/** What the database has, and what it lacks. */
@Verb({
  name: 'status',
  description: 'Which migrations are applied, pending, failed or changed',
  examples: [
    ['status', 'a table'],
    ['status --json', 'the same for a script'],
  ],
  exits: { [EXIT.pending]: 'migrations are pending' },
})
export class StatusCommand extends DatabaseCommand {
  protected async execute({ migrations }: DatabaseCall<object>): Promise<Outcome> {
    const pending = await migrations.pending();
    const rows = pending.map(({ id, name, migration }) => ({ id, name, description: migration.description }));
    return {
      result: { pending: rows },
      text: table(
        this.terminal,
        ['ID', 'DESCRIPTION', 'STATE'],
        rows.map(({ id, description }) => [id, description, this.terminal.styled('yellow', 'pending')]),
      ),
      ...(rows.length > 0 && { exitCode: EXIT.pending, next: `${PROGRAM} migrate` }),
    };
  }
}
