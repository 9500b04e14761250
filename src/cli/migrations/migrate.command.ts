import { type DatabaseCall, DatabaseCommand } from '../database-command.js';
import type { Outcome } from '../cli-command.js';
import { Verb } from '../verb.js';

/** Brings the database up to the newest migration. */
@Verb({
  name: 'migrate',
  description: 'Run the migrations that are pending',
  examples: [['migrate', 'all that are pending']],
})
export class MigrateCommand extends DatabaseCommand {
  protected override readonly isWriting = true;
  protected override readonly endsBySignal = true;

  protected async execute({ migrations }: DatabaseCall<object>): Promise<Outcome> {
    const applied = await migrations.migrate(() => {
      this.terminal.say('Another process is migrating, waiting for it…');
    });
    const names = applied.map(({ id, name }) => `${id}-${name}`);
    return { result: { applied: names }, text: names.map((name) => `applied ${name}`).join('\n') };
  }
}
