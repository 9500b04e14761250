import { Option } from 'nest-commander';
import { EncryptionConfig } from '../config/encryption.config.js';
import { Collections } from '../infra/database/schema/index.js';
import type { IntegrityCheck } from '../infra/integrity/index.js';
import { SECOND_MS } from '../kernel/clock.js';
import { pause } from '../kernel/pause.js';
import type { CheckReport } from '../maintenance/integrity/run-checks.js';
import type { Outcome } from './cli-command.js';
import { encryptionOf } from './cli-encryption.js';
import { UsageError } from './cli-errors.js';
import { CliTools, type DatabaseCall, DatabaseCommand, type DatabaseOptions } from './database-command.js';
import { EXIT } from './exit-codes.js';
import { audit } from './operator-audit.js';
import { progressOn } from './progress.js';
import { duration, table } from './tables.js';
import { PROGRAM, Verb } from './verb.js';

interface IntegrityOptions extends DatabaseOptions {
  readonly repair?: boolean;
}

/** As the service has it: a recounted figure has followed by then. */
const SETTLED_AFTER_MS = 30 * SECOND_MS;
const BETWEEN_PORTIONS_MS = 5;

/** Whether the database keeps its promises: the checks of the data layer, as the service makes them each day. */
@Verb({
  name: 'integrity',
  description:
    'Check the rows against each other and against the rules, and mend what can be mended without a loss',
  arguments: '[checks...]',
  argsDescription: { checks: 'Only these checks, by name' },
  examples: [
    ['integrity', 'all checks; changes nothing'],
    ['integrity balances owed-points', 'these two'],
    ['integrity --repair --yes', 'and mend what can be mended'],
  ],
  exits: { [EXIT.done]: 'nothing is wrong, or all of it was mended', [EXIT.drift]: 'faults are left' },
})
export class IntegrityCommand extends DatabaseCommand<IntegrityOptions> {
  protected override readonly endsBySignal = true;

  constructor(
    tools: CliTools,
    private readonly collections: Collections,
    private readonly encryption: EncryptionConfig,
  ) {
    super(tools);
  }

  protected async execute(call: DatabaseCall<IntegrityOptions>): Promise<Outcome> {
    const { db, options, parameters, signal, target } = call;
    const isRepairing = options.repair === true;
    const checks = await this.checks(db, signal);
    const unknown = parameters.filter((name) => !checks.some((check) => check.name === name));
    if (unknown.length > 0)
      throw new UsageError(
        `There is no check ${unknown.join(', ').slice(0, 100)}`,
        `Nothing was done. There are: ${checks.map(({ name }) => name).join(', ')}`,
      );
    if (isRepairing) await call.confirm(`Mend what the checks find in ${target}?`);
    const chosen = checks.filter(({ name }) => parameters.length === 0 || parameters.includes(name));
    const reports = await this.check(chosen, isRepairing, signal);
    for (const report of reports) if (report.repaired > 0) await this.note(db, report);
    return this.told(reports, isRepairing);
  }

  @Option({ flags: '--repair', description: 'Mend what can be mended without a loss' })
  parseRepair(): boolean {
    return true;
  }

  private async checks(db: DatabaseCall<object>['db'], signal: AbortSignal): Promise<IntegrityCheck[]> {
    const { integrityChecks } = await import('../maintenance/integrity/checks.js'); // the forms of all rows
    const encryption = await encryptionOf(this.encryption);
    if (encryption === undefined)
      this.terminal.say('Without DISCORD_TOKEN_ENCRYPTION_KEY stored tokens are not looked at.');
    const settle = (ms: number) => async (): Promise<void> => {
      await pause(ms, signal);
      signal.throwIfAborted();
    };
    const { clock } = this.tools;
    return integrityChecks({
      scope: { db, clock, breathe: settle(BETWEEN_PORTIONS_MS), settled: settle(SETTLED_AFTER_MS) },
      collections: this.collections.all,
      ...(encryption && { encryption }),
      // Figures are recounted by the service; here they are only compared.
      recountOf: () => undefined,
    });
  }

  private async check(
    checks: readonly IntegrityCheck[],
    isRepairing: boolean,
    signal: AbortSignal,
  ): Promise<CheckReport[]> {
    const { runChecks } = await import('../maintenance/integrity/run-checks.js');
    const progress = await progressOn(this.terminal);
    const reports: CheckReport[] = [];
    for (const check of checks) {
      progress.begin(check.name);
      const { checks: ended } = await runChecks([check], { isRepairing, signal });
      for (const report of ended) await progress.end(wordOf(report));
      reports.push(...ended);
    }
    return reports;
  }

  private note(db: DatabaseCall<object>['db'], { name, repaired }: CheckReport): Promise<void> {
    const deed = {
      action: 'integrity.repair',
      target: { kind: 'integrity', id: name },
      changes: [{ field: 'repaired', after: String(repaired) }],
    };
    return db.client.withSession((session) => audit(db, this.tools.clock.now(), deed, session));
  }

  private told(reports: readonly CheckReport[], isRepairing: boolean): Outcome {
    const rows = reports.map((report) => [
      report.name,
      wordOf(report),
      report.isRepairable ? 'yes' : 'no',
      duration(report.durationMs),
      report.examples
        .slice(0, 3)
        .map(({ id, what }) => `${id}: ${what}`)
        .join('; '),
    ]);
    const left = reports.filter(isLeft);
    return {
      result: { checks: reports.map(plain) },
      text: table(this.terminal, ['CHECK', 'FOUND', 'REPAIRABLE', 'TOOK', 'EXAMPLES'], rows),
      ...(left.length > 0 && { exitCode: EXIT.drift, next: nextFor(left, isRepairing) }),
    };
  }
}

const isLeft = ({ findings, repaired, failure }: CheckReport): boolean =>
  findings > repaired || failure !== undefined;

function nextFor(left: readonly CheckReport[], isRepairing: boolean): string {
  const mendable = left.filter(({ isRepairable }) => isRepairable);
  if (!isRepairing && mendable.length > 0) return `${PROGRAM} integrity --repair`;
  if (left.some(({ name }) => name === 'indexes')) return `${PROGRAM} indexes:status`;
  const names = left.map(({ name }) => name).join(', ');
  return `Look at the rows of ${names}; --json has ten of each.`;
}

function wordOf({ findings, repaired, failure }: CheckReport): string {
  const found = findings === 0 ? 'nothing' : `${String(findings)} found`;
  const mended = repaired > 0 ? `${found}, ${String(repaired)} mended` : found;
  return failure === undefined ? mended : `${mended}, then failed: ${messageOf(failure)}`;
}

const messageOf = (failure: unknown): string =>
  failure instanceof Error ? failure.message : String(failure);

const plain = ({ failure, ...report }: CheckReport): object => ({
  ...report,
  ...(failure !== undefined && { failure: messageOf(failure) }),
});
