import type { mongo } from 'mongoose';
import { isDatabaseUnavailable } from '../database-errors.js';
import { guarded, PROTECTED_COLLECTIONS } from './drop-guard.js';
import { type Direction, Ledger, type LedgerRow } from './ledger.js';
import { type BatchProgress, LedgerBatches } from './ledger-batches.js';
import { fullName, type MigrationFile } from './migration.js';
import { MigrationFailedError, MigrationLockLostError } from './migration-errors.js';
import type { HeldLock, MigrationLock } from './migration-lock.js';

/** How a run can be watched and ended. */
export interface RunOptions {
  /** Ends the run at the next boundary between batches or migrations, with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Gives up a migration that does not end, which then counts as failed; its reason says why. */
  readonly deadline?: AbortSignal | undefined;
  /** Collections with documents may be dropped. */
  readonly mayLoseData?: boolean | undefined;
  readonly onStart?: (file: MigrationFile, direction: Direction) => unknown;
  readonly onBatch?: (progress: BatchProgress) => void;
  /** Awaited, so that what is shown keeps its order; `error` is there when it failed. */
  readonly onEnd?: (file: MigrationFile, durationMs: number, error?: unknown) => unknown;
}

const never = new AbortController().signal;

/** Runs single migrations under the lock, and keeps the ledger. */
export class MigrationSteps {
  constructor(
    private readonly db: mongo.Db,
    private readonly ledger: Ledger,
    private readonly lock: MigrationLock,
    private readonly held: HeldLock,
    private readonly options: RunOptions,
  ) {}

  /** @throws MigrationFailedError @throws the reason of a signal */
  async up(file: MigrationFile): Promise<void> {
    const db = guarded(this.db, (name) => PROTECTED_COLLECTIONS.has(name) && !this.options.mayLoseData);
    await this.run(file, 'up', async (batches, row) => {
      await file.migration.up(db, batches);
      await file.migration.verify(this.db);
      return () => this.ledger.applied(row);
    });
  }

  /** @throws MigrationFailedError @throws the reason of a signal */
  async down(file: MigrationFile): Promise<void> {
    const db = guarded(this.db, () => !this.options.mayLoseData);
    await this.run(file, 'down', async (batches, row) => {
      await file.migration.down(db, batches);
      return () => this.ledger.rolledBack(row);
    });
  }

  /** The ledger's last word comes after the race: what was given up can't say "done" any more. */
  private async run(
    file: MigrationFile,
    direction: Direction,
    work: (batches: LedgerBatches, row: LedgerRow) => Promise<() => Promise<void>>,
  ): Promise<void> {
    const { signal = never, onStart, onEnd, onBatch = () => undefined } = this.options;
    signal.throwIfAborted();
    const { db, ledger, lock, held } = this;
    await onStart?.(file, direction);
    const startedAt = performance.now();
    const row = await ledger.begin(file, direction, held.fence);
    const batches = new LedgerBatches({ db, ledger, row, lock, held, signal, onBatch });
    try {
      const finish = await this.unlessCut(() => work(batches, row));
      await finish();
    } catch (error) {
      await onEnd?.(file, performance.now() - startedAt, error);
      throw await this.noted(file, row, error);
    }
    await onEnd?.(file, performance.now() - startedAt);
  }

  /** Without waiting for work that never ends. */
  private async unlessCut<Result>(work: () => Promise<Result>): Promise<Result> {
    const cut = AbortSignal.any([this.held.lost, this.options.deadline ?? never]);
    const { promise, reject } = Promise.withResolvers<never>();
    const onCut = (): void => {
      reject(cut.reason as Error);
    };
    if (cut.aborted) onCut();
    cut.addEventListener('abort', onCut, { once: true });
    try {
      // A synchronous throw becomes a rejection like any other.
      return await Promise.race([(async () => work())(), promise]);
    } finally {
      cut.removeEventListener('abort', onCut);
    }
  }

  /** Writes down how it ended, and gives the error to be thrown. */
  private async noted(file: MigrationFile, row: LedgerRow, error: unknown): Promise<unknown> {
    // The ledger says "running": whoever comes next sees that nobody does, and goes on.
    if (error instanceof MigrationLockLostError || isDatabaseUnavailable(error)) return error;
    const { signal } = this.options;
    if (signal?.aborted === true && error === signal.reason && error !== this.options.deadline?.reason) {
      await this.ledger.interrupted(row);
      return error;
    }
    await this.ledger.failed(row, error);
    const why = error instanceof Error ? error.message : String(error);
    return new MigrationFailedError(`Migration ${fullName(file)} failed: ${why}`, { cause: error });
  }
}
