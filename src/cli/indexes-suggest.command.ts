import { Option } from 'nest-commander';
import { Collections } from '../infra/database/schema/index.js';
import type { Plan } from '../infra/database/monitoring/explain.js';
import { DAY_MS } from '../kernel/clock.js';
import { parseDuration } from '../kernel/duration.js';
import type { Suggestion } from '../maintenance/indexes/suggestions.js';
import type { Outcome } from './cli-command.js';
import { CliError, UsageError } from './cli-errors.js';
import { CliTools, type DatabaseCall, DatabaseCommand, type DatabaseOptions } from './database-command.js';
import { table } from './tables.js';
import { PROGRAM, Verb } from './verb.js';

interface SuggestOptions extends DatabaseOptions {
  readonly since?: number;
}

/** Which index would serve what was slow, with the plans that show it. Makes none. */
@Verb({
  name: 'indexes:suggest',
  description: "Indexes for the slow commands of MongoDB's profiler, with their plans before and after",
  examples: [
    ['indexes:suggest', 'of the last day; plans are made on samples of 10,000 rows, which are dropped again'],
    ['indexes:suggest --since 1h', 'of the last hour'],
  ],
})
export class IndexesSuggestCommand extends DatabaseCommand<SuggestOptions> {
  protected override readonly endsBySignal = true;
  /** The samples. */
  protected override readonly isWriting = (): boolean => true;

  constructor(
    tools: CliTools,
    private readonly collections: Collections,
  ) {
    super(tools);
  }

  protected async execute({ db, options, signal }: DatabaseCall<SuggestOptions>): Promise<Outcome> {
    const { hasProfile, suggestionsFor } = await import('../maintenance/indexes/suggestions.js');
    if (!(await hasProfile(db)))
      throw new CliError(
        "MongoDB's profiler has kept nothing: it is off",
        `In mongosh: db.setProfilingLevel(1, { slowms: 100 }). Later, and before it is off again: ${PROGRAM} indexes:suggest`,
      );
    const { clock } = this.tools;
    const since = new Date(clock.now().getTime() - (options.since ?? DAY_MS));
    const suggestions: Suggestion[] = [];
    for await (const one of suggestionsFor(db, this.collections.all, { since, signal, clock }))
      suggestions.push(one);
    const rows = suggestions.map(({ collection, shape, count, maxMs, key, before, after }) => [
      collection,
      shape,
      `${String(count)}, at most ${String(maxMs)} ms`,
      key === undefined ? 'none' : JSON.stringify(key),
      planText(before),
      after === undefined ? '' : planText(after),
    ]);
    const head = ['COLLECTION', 'ASKED', 'TIMES', 'SUGGESTED', 'NOW', 'THEN'];
    return {
      result: { since, suggestions },
      text: rows.length > 0 ? table(this.terminal, head, rows) : 'nothing was slow',
      ...(suggestions.some(({ key }) => key !== undefined) && {
        next: "An index that helps is declared at its collection's schema, with a migration; none was made.",
      }),
    };
  }

  @Option({
    flags: '--since <duration>',
    description: 'What was slow in this time, such as 1h; 1d unless told',
  })
  parseSince(text: string): number {
    const ms = parseDuration(text);
    if (ms !== null && ms > 0) return ms;
    throw new UsageError(
      `--since takes a duration such as 1h, not "${text.slice(0, 40)}"`,
      'Nothing was done. Correct the option.',
    );
  }
}

const planText = (plan: Plan | undefined): string =>
  plan === undefined
    ? 'no plan'
    : `${plan.stages}: ${String(plan.docsExamined)} rows for ${String(plan.returned)}`;
