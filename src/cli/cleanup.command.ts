import { Option } from 'nest-commander';
import { Collections, RETENTION_GROUPS, type RetentionGroup } from '../infra/database/schema/index.js';
import { DAY_MS } from '../kernel/clock.js';
import { parseDuration } from '../kernel/duration.js';
import { pause } from '../kernel/pause.js';
import {
  type CleanupReport,
  type CleanupWay,
  DEFAULT_BATCH_SIZE,
  runCleanup,
  type StepReport,
} from '../maintenance/cleanup/run-cleanup.js';
import { cleanupSteps } from '../maintenance/cleanup/steps.js';
import { type Outcome, wholeNumber } from './cli-command.js';
import { UsageError } from './cli-errors.js';
import { CliTools, type DatabaseCall, DatabaseCommand, type DatabaseOptions } from './database-command.js';
import { EXIT } from './exit-codes.js';
import { duration, table } from './tables.js';
import { PROGRAM, Verb } from './verb.js';

interface CleanupOptions extends DatabaseOptions, Partial<Record<RetentionGroup, boolean>> {
  readonly dryRun?: boolean;
  readonly olderThan?: number;
  readonly batchSize?: number;
}

const LONGEST_MS = 36_500 * DAY_MS;
const LARGEST_BATCH = 10_000;
/** As the service leaves it to MongoDB between two batches. */
const BETWEEN_BATCHES_MS = 20;

/** Closes what is over and deletes what is past its retention: by the same steps as the service itself. */
@Verb({
  name: 'cleanup',
  description: 'Close what is over, delete what is past its retention (docs/retention.md)',
  examples: [
    ['cleanup', 'counts only, unless you agree on a terminal'],
    ['cleanup --yes', 'counts, then closes and deletes'],
    ['cleanup --logs --older-than 30d --yes', 'only logs, already after 30 days'],
  ],
})
export class CleanupCommand extends DatabaseCommand<CleanupOptions> {
  protected override readonly endsBySignal = true;

  constructor(
    tools: CliTools,
    private readonly collections: Collections,
  ) {
    super(tools);
  }

  protected async execute(call: DatabaseCall<CleanupOptions>): Promise<Outcome> {
    const { db, options, signal } = call;
    const named = RETENTION_GROUPS.filter((group) => options[group] === true);
    const groups = named.length > 0 ? named : RETENTION_GROUPS;
    const steps = cleanupSteps(db, this.collections.all).filter(({ group }) => groups.includes(group));
    const way = this.wayOf(options, signal);
    const counted = await runCleanup(steps, { ...way, mode: 'count' });
    if (counted.rows === 0 || hasFailed(counted) || !this.mayRun(options))
      return this.counts(counted, groups);
    this.terminal.say(this.tableOf(counted));
    await call.confirm(`Close and delete these ${String(counted.rows)} rows?`);
    const done = await runCleanup(steps, { ...way, mode: 'run' });
    return {
      result: { isDone: true, groups, counted: counted.rows, ...plain(done) },
      text: this.tableOf(done),
      ...(hasFailed(done) && failed(done)),
    };
  }

  @Option({ flags: '--dry-run', description: 'Only count, also on a terminal' })
  parseDryRun(): boolean {
    return true;
  }

  @Option({ flags: '--logs', description: 'Old logs, attempts and what the service did' })
  parseLogs(): boolean {
    return true;
  }

  @Option({ flags: '--tokens', description: 'Tokens that no longer work' })
  parseTokens(): boolean {
    return true;
  }

  @Option({ flags: '--expired', description: 'Tasks, allowlists, forms and unlinked servers that are over' })
  parseExpired(): boolean {
    return true;
  }

  @Option({ flags: '--orphans', description: 'Rows whose parent is gone; without any of these four: all' })
  parseOrphans(): boolean {
    return true;
  }

  @Option({
    flags: '--older-than <duration>',
    description: 'Only what is that long past its end, such as 30d; shorter than the retention for logs only',
  })
  parseOlderThan(text: string): number {
    const ms = parseDuration(text);
    if (ms !== null && ms > 0 && ms <= LONGEST_MS) return ms;
    throw new UsageError(
      `--older-than takes a duration such as 30d, 12h or 90m, not "${text.slice(0, 40)}"`,
      'Nothing was done. Correct the option.',
    );
  }

  @Option({ flags: '--batch-size <rows>', description: `Rows at once (${String(DEFAULT_BATCH_SIZE)})` })
  parseBatchSize(text: string): number {
    return wholeNumber('--batch-size', text, { min: 1, max: LARGEST_BATCH });
  }

  /** Without a terminal to ask on, and in production, nothing but `--yes` is an agreement. */
  private mayRun({ dryRun, yes, json }: CleanupOptions): boolean {
    if (dryRun === true) return false;
    return yes === true || (this.terminal.isInteractive && json !== true && !this.tools.isProduction);
  }

  private wayOf({ olderThan, batchSize }: CleanupOptions, signal: AbortSignal): Omit<CleanupWay, 'mode'> {
    return {
      now: this.tools.clock.now(),
      ...(olderThan !== undefined && { olderThanMs: olderThan }),
      batchSize: batchSize ?? DEFAULT_BATCH_SIZE,
      breathe: async () => {
        await pause(BETWEEN_BATCHES_MS, signal);
        signal.throwIfAborted();
      },
    };
  }

  private counts(report: CleanupReport, groups: readonly RetentionGroup[]): Outcome {
    const next = report.rows > 0 ? { next: 'Nothing was changed. To do it, add --yes.' } : {};
    return {
      result: { isDone: false, groups, ...plain(report) },
      text: this.tableOf(report),
      ...(hasFailed(report) ? failed(report) : next),
    };
  }

  private tableOf({ steps, rows, durationMs }: CleanupReport): string {
    return table(
      this.terminal,
      ['STEP', 'DOES', 'ROWS', 'TOOK'],
      [
        ...steps.map((step) => [step.name, step.does, rowsOf(step), duration(step.durationMs)]),
        ['total', '', String(rows), duration(durationMs)],
      ],
    );
  }
}

const rowsOf = ({ rows, failure }: StepReport): string =>
  failure === undefined ? String(rows) : `${String(rows)}, then failed: ${messageOf(failure)}`;

const messageOf = (failure: unknown): string =>
  failure instanceof Error ? failure.message : String(failure);

const hasFailed = ({ steps }: CleanupReport): boolean => steps.some(({ failure }) => failure !== undefined);

const failed = ({ steps }: CleanupReport): Pick<Outcome, 'exitCode' | 'next'> => {
  const names = steps.filter(({ failure }) => failure !== undefined).map(({ name }) => name);
  return {
    exitCode: EXIT.error,
    next: `Not finished: ${names.join(', ')}. Look at the message, then run the same again: ${PROGRAM} cleanup`,
  };
};

const plain = ({ steps, rows, durationMs }: CleanupReport): object => ({
  steps: steps.map(({ failure, ...step }) => ({
    ...step,
    ...(failure !== undefined && { failure: messageOf(failure) }),
  })),
  rows,
  durationMs,
});
