import { Option } from 'nest-commander';
import type { MigrationFile } from '../../infra/database/migrations/migration.js';
import type { MigrationRunner } from '../../infra/database/migrations/migration-runner.js';
import type { Outcome } from '../cli-command.js';
import type { DatabaseCall } from '../database-command.js';
import { EXIT, EXIT_MEANINGS } from '../exit-codes.js';
import { table } from '../tables.js';
import { PROGRAM, Verb } from '../verb.js';
import { assertOwnDatabase } from './own-database.js';
import { linesOf, RunCommand, type RunCommandOptions } from './run-command.js';

interface MigrateCommandOptions extends RunCommandOptions {
  readonly allowForeign?: boolean;
}

/** Brings the database up to the newest migration. */
@Verb({
  name: 'migrate',
  description: 'Run the migrations that are pending, then set the validators',
  examples: [
    ['migrate', 'all that are pending'],
    ['migrate --dry-run', 'which these are, and how many documents they would change'],
    ['migrate --to 2 --yes', 'as far as 0002, in production'],
    ['migrate --timeout 600', 'give up after 10 minutes; the next run goes on where this one stopped'],
  ],
  exits: {
    [EXIT.pending]: 'with --dry-run: there is something to do',
    [EXIT.drift]: EXIT_MEANINGS[EXIT.drift],
    [EXIT.locked]: EXIT_MEANINGS[EXIT.locked],
  },
})
export class MigrateCommand extends RunCommand {
  @Option({ flags: '--allow-foreign', description: 'Also in a database that seems to be of another program' })
  parseAllowForeign(): boolean {
    return true;
  }

  protected async execute(call: DatabaseCall<MigrateCommandOptions>): Promise<Outcome> {
    const { options } = call;
    if (options.allowForeign !== true) await assertOwnDatabase(call);
    const runner = await call.migrations(options.dir);
    if (options.dryRun === true) return this.plan(call, runner);
    const wereCurrent = await call.validators.areCurrent();
    const running = await this.running(call);
    await runner.migrate(running);
    const hasSet = !wereCurrent && (await call.validators.areCurrent());
    const lines = [linesOf('applied', running.ran), hasSet ? 'set the validators' : ''].filter(Boolean);
    return {
      result: { applied: running.ran, hasSetValidators: hasSet },
      text: lines.length > 0 ? lines.join('\n') : 'nothing to do',
    };
  }

  private async plan(
    { options, db, validators }: DatabaseCall<RunCommandOptions>,
    runner: MigrationRunner,
  ): Promise<Outcome> {
    const pending = await runner.pending(options);
    const steps = await Promise.all(pending.map((file) => planned(file, db)));
    const isLast = pending.length === (await runner.pending()).length;
    const setsValidators = isLast && options.dir === undefined && !(await validators.areCurrent());
    const rows = steps.map(({ id, description, documents }) => [id, description, countsOf(documents)]);
    if (setsValidators) rows.push(['validators', `Of ${String(validators.names.length)} collections`, '']);
    const hasWork = rows.length > 0;
    return {
      result: { isDryRun: true, pending: steps, setsValidators },
      text: hasWork ? table(this.terminal, ['ID', 'WOULD RUN', 'DOCUMENTS'], rows) : 'nothing to do',
      ...(hasWork && { exitCode: EXIT.pending, next: `Nothing was changed. To do it: ${PROGRAM} migrate` }),
    };
  }
}

type Database = DatabaseCall<RunCommandOptions>['db'];

async function planned({ id, name, migration }: MigrationFile, db: Database) {
  const documents = await migration.estimate?.(db);
  return { id, name, description: migration.description, ...(documents && { documents }) };
}

function countsOf(documents: Readonly<Record<string, number>> | undefined): string {
  if (documents === undefined) return 'not counted';
  const counts = Object.entries(documents).filter(([, count]) => count > 0);
  return counts.map(([name, count]) => `${name} ${String(count)}`).join(', ') || 'none';
}
