import type { Outcome } from '../cli-command.js';
import type { DatabaseCall } from '../database-command.js';
import { EXIT } from '../exit-codes.js';
import { Verb } from '../verb.js';
import { MigrationCommand, type MigrationOptions } from './locked-command.js';

/** Whether files and database tell one story. */
@Verb({
  name: 'migration:validate',
  description: 'Check that no applied migration was changed, and that the newest one still holds',
  examples: [['migration:validate', 'before a release, or in a check of every hour']],
  exits: {
    [EXIT.done]: 'all is well; pending migrations are no fault',
    [EXIT.drift]: 'one was changed, is missing, out of order or broken, or no longer holds',
  },
})
export class ValidateCommand extends MigrationCommand {
  protected async execute({ migrations, options }: DatabaseCall<MigrationOptions>): Promise<Outcome> {
    const runner = await migrations(options.dir);
    await runner.validate();
    return { result: { isValid: true }, text: 'valid' };
  }
}
