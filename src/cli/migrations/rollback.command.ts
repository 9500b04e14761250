import type { Loss } from '../../infra/database/migrations/drop-guard.js';
import { fullName } from '../../infra/database/migrations/migration.js';
import type { Outcome } from '../cli-command.js';
import type { DatabaseCall } from '../database-command.js';
import { EXIT, EXIT_MEANINGS } from '../exit-codes.js';
import { table } from '../tables.js';
import { PROGRAM, Verb } from '../verb.js';
import { linesOf, RunCommand, type RunCommandOptions } from './run-command.js';

/** Takes migrations back, newest first. */
@Verb({
  name: 'rollback',
  description: 'Take back the last migration, or several',
  examples: [
    ['rollback --dry-run', 'what would go, with the documents in it'],
    ['rollback', 'the last one, after a question'],
    ['rollback --step 2 --yes', 'the last two, without a question'],
    ['rollback --to 1', 'all that came after 0001; --to 0 for all'],
  ],
  exits: {
    [EXIT.usage]: 'wrong use, or documents would be lost without --allow-data-loss; nothing was done',
    [EXIT.drift]: EXIT_MEANINGS[EXIT.drift],
    [EXIT.locked]: EXIT_MEANINGS[EXIT.locked],
  },
})
export class RollbackCommand extends RunCommand {
  protected async execute(call: DatabaseCall<RunCommandOptions>): Promise<Outcome> {
    const { options, target } = call;
    const runner = await call.migrations(options.dir);
    const plan = await runner.rollbackPlan(options);
    const steps = plan.map(({ file, losses }) => ({
      id: file.id,
      name: file.name,
      description: file.migration.description,
      isReversible: file.migration.isReversible !== false,
      losses,
    }));
    const shown = table(
      this.terminal,
      ['ID', 'WOULD BE TAKEN BACK', 'DOCUMENTS LOST'],
      steps.map(({ id, description, losses }) => [id, description, wordsOf(losses)]),
    );
    if (options.dryRun === true)
      return {
        result: { isDryRun: true, steps },
        text: shown,
        next: `Nothing was changed. To do it: ${PROGRAM} rollback`,
      };
    runner.assertReversible(plan, options.allowDataLoss === true);
    await call.confirm(
      `Take back ${plan.map(({ file }) => fullName(file)).join(', ')} in ${target}? Lost: ${wordsOf(steps.flatMap(({ losses }) => losses))}.`,
    );
    const running = await this.running(call);
    await runner.rollback(running);
    return {
      result: { rolledBack: running.ran },
      text: linesOf('rolled back', running.ran),
      next: `Start an older version now, or go forward again: ${PROGRAM} migrate`,
    };
  }
}

const wordsOf = (losses: readonly Loss[]): string =>
  losses.map(({ collection, documents }) => `${collection} ${String(documents)}`).join(', ') || 'none';
