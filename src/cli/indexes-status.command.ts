import { Collections } from '../infra/database/schema/index.js';
import { indexStates, type IndexState } from '../maintenance/indexes/index.js';
import type { Outcome } from './cli-command.js';
import { CliTools, type DatabaseCall, DatabaseCommand, type DatabaseOptions } from './database-command.js';
import { EXIT } from './exit-codes.js';
import { table } from './tables.js';
import type { Style } from './terminal.js';
import { PROGRAM, Verb } from './verb.js';

const STYLES: Readonly<Record<IndexState['state'], Style>> = {
  'in sync': 'green',
  building: 'yellow',
  missing: 'red',
  different: 'red',
  unfinished: 'red',
  unknown: 'yellow',
};

/** Declared against actual. */
@Verb({
  name: 'indexes:status',
  description: 'Indexes as they are declared against those that are there',
  examples: [
    ['indexes:status', 'a table, with how often each was used'],
    ['indexes:status --json', 'the same for a script'],
  ],
  exits: {
    [EXIT.done]: 'all are as declared',
    [EXIT.pending]: 'some are being built, all others are as declared',
    [EXIT.drift]: 'some are missing, different, unfinished or declared nowhere',
  },
})
export class IndexesStatusCommand extends DatabaseCommand {
  constructor(
    tools: CliTools,
    private readonly collections: Collections,
  ) {
    super(tools);
  }

  protected async execute({ db }: DatabaseCall<DatabaseOptions>): Promise<Outcome> {
    const states: IndexState[] = [];
    for (const facts of this.collections.all) states.push(...(await indexStates(db, facts)));
    const rows = states.map(({ collection, name, state, differs, standing: [actual] }) => [
      collection,
      name,
      this.terminal.styled(STYLES[state], state),
      differs.join(', '),
      actual === undefined ? '' : String(actual.uses),
    ]);
    return {
      result: { indexes: states.map(plain) },
      text: table(this.terminal, ['COLLECTION', 'INDEX', 'STATE', 'DIFFERS IN', 'USES'], rows),
      ...judged(states),
    };
  }
}

function judged(states: readonly IndexState[]): Pick<Outcome, 'exitCode' | 'next'> {
  const has = (...wanted: IndexState['state'][]): boolean =>
    states.some(({ state }) => wanted.includes(state));
  if (has('missing', 'different', 'unfinished'))
    return { exitCode: EXIT.drift, next: `${PROGRAM} indexes:rebuild` };
  if (has('unknown'))
    return {
      exitCode: EXIT.drift,
      next: `If nobody needs what is declared nowhere: ${PROGRAM} indexes:rebuild --drop-unknown`,
    };
  return has('building') ? { exitCode: EXIT.pending, next: 'Wait until MongoDB has built them.' } : {};
}

const plain = ({ collection, name, state, differs, standing }: IndexState): object => ({
  collection,
  name,
  state,
  differs,
  actual: standing.map(({ form, uses, usesSince }) => ({ name: form.name, key: form.key, uses, usesSince })),
});
