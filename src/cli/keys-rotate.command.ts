import { Option } from 'nest-commander';
import { EncryptionConfig } from '../config/encryption.config.js';
import type { EncryptionService } from '../infra/crypto/index.js';
import { MigrationLockedError } from '../infra/database/migrations/migration-errors.js';
import { holderOf, type LockState, MigrationLock } from '../infra/database/migrations/migration-lock.js';
import { SECOND_MS } from '../kernel/clock.js';
import { pause } from '../kernel/pause.js';
import type { RotationReport } from '../maintenance/keys/index.js';
import { sealedFields } from '../maintenance/sealed-fields.js';
import { type Outcome, wholeNumber } from './cli-command.js';
import { CliError } from './cli-errors.js';
import { neededEncryption } from './cli-encryption.js';
import { CliTools, type DatabaseCall, DatabaseCommand, type DatabaseOptions } from './database-command.js';
import { EXIT, EXIT_MEANINGS } from './exit-codes.js';
import { mayGo } from './keys-status.command.js';
import { audit } from './operator-audit.js';
import { progressOn } from './progress.js';
import { duration, table } from './tables.js';
import { PROGRAM, Verb } from './verb.js';

interface RotateOptions extends DatabaseOptions {
  readonly dryRun?: boolean;
  readonly batch?: number;
  readonly wait?: number;
}

const BATCH = 500;
const LARGEST_BATCH = 5_000;
/** As the service leaves it to MongoDB between two batches. */
const BETWEEN_BATCHES_MS = 10;
/** Longer than the lease: what a dead process held is free by then. */
const WAIT_SECONDS = 60;
const SHOWN = 10;

/** Puts every encrypted value under the active key, while the service runs. */
@Verb({
  name: 'keys:rotate',
  description:
    'Encrypt again, under the active key, what is under another one; the service may run meanwhile',
  examples: [
    ['keys:rotate --dry-run', 'decrypts all of it, changes nothing'],
    ['keys:rotate', 'in batches; cut short, the next run goes on'],
    ['keys:rotate --batch 100', 'in smaller batches, for a busy database'],
  ],
  exits: {
    [EXIT.done]: 'every value is under the active key',
    [EXIT.pending]: 'some are not yet: of a dry run, or because a process still writes under another key',
    [EXIT.drift]: 'some could not be decrypted, and were left as they are',
    [EXIT.locked]: EXIT_MEANINGS[EXIT.locked],
  },
})
export class KeysRotateCommand extends DatabaseCommand<RotateOptions> {
  protected override readonly endsBySignal = true;
  protected override readonly isWriting = ({ dryRun }: RotateOptions): boolean => dryRun !== true;

  constructor(
    tools: CliTools,
    private readonly config: EncryptionConfig,
  ) {
    super(tools);
  }

  protected async execute(call: DatabaseCall<RotateOptions>): Promise<Outcome> {
    const { options, signal } = call;
    const encryption = await neededEncryption(this.config);
    const startedAt = performance.now();
    const rotate = (running: AbortSignal) => this.rotate(call, encryption, running);
    const report = options.dryRun === true ? await rotate(signal) : await this.alone(call, rotate);
    return this.told(report, encryption.keyIds, options, performance.now() - startedAt);
  }

  @Option({ flags: '--dry-run', description: 'Decrypt all of it, change nothing' })
  parseDryRun(): boolean {
    return true;
  }

  @Option({ flags: '--batch <rows>', description: `Rows at once (${String(BATCH)})` })
  parseBatch(text: string): number {
    return wholeNumber('--batch', text, { min: 1, max: LARGEST_BATCH });
  }

  @Option({
    flags: '--wait <seconds>',
    description: `Wait so long for another process that rotates, ${String(WAIT_SECONDS)} unless told; then exit 5`,
  })
  parseWait(text: string): number {
    return wholeNumber('--wait', text, { min: 0, max: 86_400 });
  }

  /** Two at once would do no harm, only the same work. */
  private async alone<Result>(
    { db, options, signal }: DatabaseCall<RotateOptions>,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const way = {
      signal,
      waitMs: (options.wait ?? WAIT_SECONDS) * SECOND_MS,
      onWait: (holder: LockState) => {
        this.terminal.say(`Another process rotates (${holderOf(holder)}); waiting…`);
      },
    };
    try {
      return await new MigrationLock(db, 'key-rotation').hold(way, ({ lost }) =>
        work(AbortSignal.any([signal, lost])),
      );
    } catch (error) {
      if (!(error instanceof MigrationLockedError)) throw error;
      throw new CliError(error.message, 'Wait, then look at: discord-db-manager keys:status', EXIT.locked);
    }
  }

  private async rotate(
    { db, options }: DatabaseCall<RotateOptions>,
    encryption: EncryptionService,
    signal: AbortSignal,
  ): Promise<RotationReport> {
    const { KeyRotation } = await import('../maintenance/keys/index.js');
    const progress = await progressOn(this.terminal);
    const rotation = new KeyRotation(
      { db, fields: sealedFields, encryption },
      {
        batchSize: options.batch ?? BATCH,
        isDry: options.dryRun === true,
        signal,
        breathe: () => pause(BETWEEN_BATCHES_MS, signal),
        onBatch: ({ rotated }) => {
          progress.tell(String(rotated));
        },
      },
    );
    progress.begin(`under ${encryption.keyIds[0] ?? ''}`);
    try {
      const report = await rotation.run();
      await progress.end(`${String(report.rotated)} values`);
      return report;
    } catch (error) {
      await progress.fail(`${String(rotation.report.rotated)} values, then it ended`);
      throw error;
    } finally {
      // Also of a run that was cut short: what it did stays done.
      if (rotation.report.rotated > 0 && options.dryRun !== true)
        await this.note(db, encryption, rotation.report);
    }
  }

  private note(
    db: DatabaseCall<object>['db'],
    { keyIds: [active = ''] }: EncryptionService,
    { rotated, overtaken, unreadable }: RotationReport,
  ): Promise<void> {
    const figures = Object.entries({ rotated, overtaken, unreadable });
    const deed = {
      action: 'keys.rotate',
      target: { kind: 'encryption-key', id: active },
      changes: figures.map(([field, count]) => ({ field, after: String(count) })),
    };
    return db.client.withSession((session) => audit(db, this.tools.clock.now(), deed, session));
  }

  private told(
    report: RotationReport,
    [active = '', ...others]: readonly string[],
    { dryRun = false }: RotateOptions,
    tookMs: number,
  ): Outcome {
    const { examples, ...figures } = report;
    for (const { collection, id, field, code } of examples.slice(0, SHOWN))
      this.terminal.warn(`${collection} ${id} ${field}: ${code}`);
    const { rotated, overtaken, unreadable, left } = figures;
    const head = [dryRun ? 'WOULD ROTATE' : 'ROTATED', 'CHANGED MEANWHILE', 'UNREADABLE', 'LEFT', 'TOOK'];
    const cells = [...[rotated, overtaken, unreadable, left].map(String), duration(tookMs)];
    return {
      result: { isDryRun: dryRun, activeKey: active, ...figures, examples, durationMs: Math.round(tookMs) },
      text: table(this.terminal, head, [cells]),
      ...judged(report, others),
    };
  }
}

function judged(
  { unreadable, left }: RotationReport,
  others: readonly string[],
): Pick<Outcome, 'exitCode' | 'next'> {
  if (unreadable > 0)
    return {
      exitCode: EXIT.drift,
      next: `Look at ${PROGRAM} keys:status. A key that is missing may come back; else: ${PROGRAM} integrity undecryptable-tokens --repair`,
    };
  if (left > 0)
    return {
      exitCode: EXIT.pending,
      next: `${PROGRAM} keys:rotate. If it ends so again, a process still has another key in front: look at its settings.`,
    };
  return others.length > 0 ? { next: mayGo(others) } : {};
}
