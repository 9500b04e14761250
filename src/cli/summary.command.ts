import { Collections } from '../infra/database/schema/index.js';
import type { CollectionSummary } from '../maintenance/figures/summary.js';
import type { Outcome } from './cli-command.js';
import { CliTools, type DatabaseCall, DatabaseCommand, type DatabaseOptions } from './database-command.js';
import { bytes, table, utc } from './tables.js';
import { Verb } from './verb.js';

/** What is in the database. */
@Verb({
  name: 'summary',
  description: 'Rows, sizes, the oldest and the newest row of each collection',
  examples: [
    ['summary', 'a table'],
    ['summary --json', 'the same in bytes'],
  ],
})
export class SummaryCommand extends DatabaseCommand {
  constructor(
    tools: CliTools,
    private readonly collections: Collections,
  ) {
    super(tools);
  }

  protected async execute({ db }: DatabaseCall<DatabaseOptions>): Promise<Outcome> {
    const { summaryOf } = await import('../maintenance/figures/summary.js');
    const names = this.collections.all.map(({ name }) => name);
    const found = await Promise.all(names.map((name) => summaryOf(db, name)));
    const collections = found.filter((one) => one !== undefined);
    return {
      result: { collections },
      text: table(
        this.terminal,
        ['COLLECTION', 'ROWS', 'DATA', 'A ROW', 'ON DISK', 'INDEXES', 'OLDEST', 'NEWEST'],
        [...collections.map(rowOf), totalOf(collections)],
      ),
    };
  }
}

const rowOf = (one: CollectionSummary): string[] => [
  one.name,
  one.rows.toLocaleString('en-US'),
  bytes(one.dataBytes),
  bytes(one.averageRowBytes),
  bytes(one.storageBytes),
  bytes(one.indexBytes),
  one.oldest ? utc(one.oldest) : '',
  one.newest ? utc(one.newest) : '',
];

function totalOf(all: readonly CollectionSummary[]): string[] {
  const sum = (field: 'rows' | 'dataBytes' | 'storageBytes' | 'indexBytes'): number =>
    all.reduce((total, one) => total + one[field], 0);
  const sizes = [bytes(sum('dataBytes')), '', bytes(sum('storageBytes')), bytes(sum('indexBytes'))];
  return ['total', sum('rows').toLocaleString('en-US'), ...sizes, '', ''];
}
