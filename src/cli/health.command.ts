import { Collections } from '../infra/database/schema/index.js';
import type { Outcome } from './cli-command.js';
import { CliTools, type DatabaseCall, DatabaseCommand, type DatabaseOptions } from './database-command.js';
import { EXIT } from './exit-codes.js';
import { table } from './tables.js';
import type { Style } from './terminal.js';
import { Verb } from './verb.js';

const STYLES: Readonly<Record<'good' | 'bad' | 'unknown', Style>> = {
  good: 'green',
  bad: 'red',
  unknown: 'dim',
};

/** How the database is, now. */
@Verb({
  name: 'health',
  description: 'Connection, replication, migrations, indexes, slow queries, rows that no worker takes',
  examples: [
    ['health', 'a table'],
    ['health --quiet --json', 'for a monitor'],
  ],
  exits: { [EXIT.done]: 'nothing is bad', [EXIT.drift]: 'something is bad' },
})
export class HealthCommand extends DatabaseCommand {
  constructor(
    tools: CliTools,
    private readonly collections: Collections,
  ) {
    super(tools);
  }

  protected async execute({ db, validators, migrations }: DatabaseCall<DatabaseOptions>): Promise<Outcome> {
    const { healthOf } = await import('../maintenance/figures/health.js');
    const vitals = await healthOf({
      db,
      validators,
      migrations: await migrations(),
      collections: this.collections.all,
      clock: this.tools.clock,
    });
    const bad = vitals.filter(({ state }) => state === 'bad');
    const rows = vitals.map(({ name, state, says }) => [
      name,
      this.terminal.styled(STYLES[state], state),
      says,
    ]);
    return {
      result: {
        isHealthy: bad.length === 0,
        vitals: vitals.map(({ name, state, says }) => ({ name, state, says })),
      },
      text: table(this.terminal, ['WHAT', 'STATE', 'SAYS'], rows),
      ...(bad.length > 0 && { exitCode: EXIT.drift, next: bad.map(({ next }) => next).join('\n      ') }),
    };
  }
}
