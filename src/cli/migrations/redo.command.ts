import { fullName } from '../../infra/database/migrations/migration.js';
import type { Outcome } from '../cli-command.js';
import type { DatabaseCall } from '../database-command.js';
import { EXIT, EXIT_MEANINGS } from '../exit-codes.js';
import { Verb } from '../verb.js';
import { linesOf, RunCommand, type RunCommandOptions } from './run-command.js';

/** For whoever writes a migration: back and forth again. */
@Verb({
  name: 'migration:redo',
  description: 'Take the last migrations back and run them again',
  examples: [
    ['migration:redo', 'the last one'],
    ['migration:redo --step 2 --yes', 'the last two, without a question'],
  ],
  exits: {
    [EXIT.usage]: 'wrong use, or documents would be lost without --allow-data-loss; nothing was done',
    [EXIT.drift]: EXIT_MEANINGS[EXIT.drift],
    [EXIT.locked]: EXIT_MEANINGS[EXIT.locked],
  },
})
export class RedoCommand extends RunCommand {
  protected async execute(call: DatabaseCall<RunCommandOptions>): Promise<Outcome> {
    const { options, target } = call;
    const runner = await call.migrations(options.dir);
    const plan = await runner.rollbackPlan(options);
    const names = plan.map(({ file }) => fullName(file));
    if (options.dryRun === true) return { result: { isDryRun: true, steps: names }, text: names.join('\n') };
    runner.assertReversible(plan, options.allowDataLoss === true);
    await call.confirm(`Take back and run again ${names.join(', ')} in ${target}?`);
    const running = await this.running(call);
    await runner.rollback(running);
    const rolledBack = running.ran.splice(0);
    await runner.migrate({ ...running, to: plan[0]?.file.id, step: undefined });
    return {
      result: { rolledBack, applied: running.ran },
      text: [linesOf('rolled back', rolledBack), linesOf('applied', running.ran)].join('\n'),
    };
  }
}
