import type { mongo } from 'mongoose';
import type { Validators } from '../schema/index.js';
import { type Loss, lossesOf, refuseLosses } from './drop-guard.js';
import { Ledger, type LedgerRow } from './ledger.js';
import { fullName, type MigrationFile } from './migration.js';
import {
  IrreversibleMigrationError,
  MigrationFailedError,
  MigrationTargetError,
} from './migration-errors.js';
import { type LockOptions, type LockState, MigrationLock } from './migration-lock.js';
import { assertInStep, isApplied, type MigrationStatus, pendingOf, statesOf } from './migration-states.js';
import { MigrationSteps, type RunOptions } from './migration-steps.js';

export { MigrationDriftError } from './migration-errors.js';

/** How far; neither: all for `migrate`, one for `rollback`. */
export interface Reach {
  /** `migrate`: the last one that runs; `rollback`: the newest one that stays, `0000` for none. */
  readonly to?: string | undefined;
  /** So many, at least 1. */
  readonly step?: number | undefined;
}

export interface MigrateOptions extends LockOptions, RunOptions, Reach {}

/** A migration to be taken back, and the documents that would go with it. */
export interface Undo {
  readonly file: MigrationFile;
  readonly losses: readonly Loss[];
}

export interface Repair {
  readonly id: string;
  readonly does: 'accept' | 'forget';
  /** Checksums; `after` is absent where the row goes. */
  readonly before: string;
  readonly after?: string;
}

/** Brings a database up to a migration or back; safe to run from many processes at once. */
export class MigrationRunner {
  readonly lock: MigrationLock;
  private readonly ledger: Ledger;

  constructor(
    private readonly db: mongo.Db,
    private readonly files: readonly MigrationFile[],
    private readonly validators?: Validators,
  ) {
    this.lock = new MigrationLock(db);
    this.ledger = new Ledger(db);
  }

  /** Every migration that is in the files or in the ledger, in order, and the lock. */
  async status(): Promise<{ migrations: MigrationStatus[]; lock: LockState }> {
    // In this order: one that ends in between is shown as applied, not as died.
    const lock = await this.lock.state();
    return { migrations: statesOf(this.files, await this.ledger.rows(), lock.isHeld), lock };
  }

  /**
   * Migrations that are to be run, in order; one that failed or was interrupted is among them.
   *
   * @throws MigrationDriftError an applied one was changed or is missing
   * @throws MigrationOrderError one is older than what is applied
   * @throws MigrationTargetError there is no migration `to`
   */
  async pending({ to, step }: Reach = {}): Promise<MigrationFile[]> {
    if (to !== undefined) this.fileOf(to);
    const pending = pendingOf(this.files, await this.ledger.rows());
    return pending.filter(({ id }) => to === undefined || id <= to).slice(0, step);
  }

  /** Whether `migrate` would do something. @throws as `pending` */
  async isBehind(reach: Reach = {}): Promise<boolean> {
    return (await this.pending(reach)).length > 0 || (await this.areValidatorsDue());
  }

  /**
   * Runs what is pending, one after the other, and says what it ran; then, when nothing is pending any
   * more, sets the validators if the schemas have changed.
   *
   * @throws MigrationFailedError one threw: those before it stay applied, and it is tried again next time
   * @throws MigrationLockedError @throws MigrationLockLostError @throws as `pending`
   */
  async migrate(options: MigrateOptions = {}): Promise<MigrationFile[]> {
    if (!(await this.isBehind(options))) return [];
    return this.lock.hold(options, async (held) => {
      const pending = await this.pending(options);
      const steps = new MigrationSteps(this.db, this.ledger, this.lock, held, options);
      for (const file of pending) await steps.up(file);
      if (await this.areValidatorsDue()) await this.validators?.set();
      return pending;
    });
  }

  /**
   * What `rollback` would take back, newest first, with the documents that would go.
   *
   * @throws MigrationDriftError @throws MigrationOrderError
   * @throws MigrationTargetError there is nothing to roll back, or no such migration
   */
  async rollbackPlan({ to, step }: Reach = {}): Promise<Undo[]> {
    const rows = await this.ledger.rows();
    assertInStep(this.files, rows);
    if (to !== undefined && to !== '0000') this.fileOf(to);
    const newestFirst = rows.map(({ _id }) => _id).reverse();
    const ids = to === undefined ? newestFirst.slice(0, step ?? 1) : newestFirst.filter((id) => id > to);
    if (ids.length === 0) throw new MigrationTargetError('There is nothing to roll back');
    const files = ids.map((id) => this.fileOf(id));
    const plan = files.map(async (file) => ({
      file,
      losses: await lossesOf(this.db, file.id, file.migration.drops),
    }));
    return Promise.all(plan);
  }

  /** @throws IrreversibleMigrationError @throws DataLossError */
  assertReversible(plan: readonly Undo[], mayLoseData: boolean): void {
    const stuck = plan.find(({ file }) => file.migration.isReversible === false);
    if (stuck !== undefined)
      throw new IrreversibleMigrationError(`Migration ${fullName(stuck.file)} can't be taken back`);
    if (!mayLoseData) refuseLosses(plan.flatMap(({ losses }) => losses));
  }

  /**
   * Takes migrations back, newest first; looks before the first whether all can be. The validators are
   * relaxed before, as documents take older forms; the next `migrate` sets them, of whichever version it is.
   *
   * @throws IrreversibleMigrationError @throws DataLossError nothing was changed
   * @throws MigrationFailedError @throws MigrationLockedError @throws as `rollbackPlan`
   */
  async rollback(options: MigrateOptions = {}): Promise<MigrationFile[]> {
    return this.lock.hold(options, async (held) => {
      const plan = await this.rollbackPlan(options);
      this.assertReversible(plan, options.mayLoseData === true);
      await this.validators?.relax();
      const steps = new MigrationSteps(this.db, this.ledger, this.lock, held, options);
      for (const { file } of plan) await steps.down(file);
      return plan.map(({ file }) => file);
    });
  }

  /**
   * Notes the migrations up to `to` as done, for a database that has what they do. Runs none of them, but
   * asks the last one whether it holds.
   *
   * @throws MigrationTargetError there is a ledger already @throws MigrationFailedError it doesn't hold
   */
  async baseline(to: string, options: LockOptions = {}): Promise<MigrationFile[]> {
    const last = this.fileOf(to);
    return this.lock.hold(options, async ({ fence }) => {
      if ((await this.ledger.rows()).length > 0)
        throw new MigrationTargetError('This database has its migrations noted already');
      await this.verify(last);
      const files = this.files.filter(({ id }) => id <= to);
      await this.ledger.baseline(files, fence);
      return files;
    });
  }

  /** What `repair` would do: ledger rows whose file was changed or is missing. */
  async repairs(): Promise<Repair[]> {
    return (await this.ledger.rows()).flatMap((row) => this.repairOf(row) ?? []);
  }

  /**
   * Makes the ledger say what the files say. `note` runs in the same transaction.
   *
   * @throws MigrationLockedError
   */
  async repair(
    options: LockOptions,
    note: (done: readonly Repair[], session: mongo.ClientSession) => Promise<void>,
  ): Promise<Repair[]> {
    return this.lock.hold(options, async (held) => {
      const repairs = await this.repairs();
      await this.db.client.withSession((session) =>
        session.withTransaction(async () => {
          await this.lock.assertHeld(held, session);
          for (const { id, does } of repairs)
            await (does === 'forget'
              ? this.ledger.forget(id, session)
              : this.ledger.accept(this.fileOf(id), session));
          await note(repairs, session);
        }),
      );
      return repairs;
    });
  }

  /** Whether the newest applied migration still holds. @throws MigrationFailedError @throws as `pending` */
  async validate(): Promise<void> {
    const pending = new Set((await this.pending()).map(({ id }) => id));
    const newest = this.files.filter(({ id }) => !pending.has(id)).at(-1);
    if (newest !== undefined) await this.verify(newest);
  }

  private async verify(file: MigrationFile): Promise<void> {
    try {
      await file.migration.verify(this.db);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new MigrationFailedError(`Migration ${fullName(file)} does not hold: ${why}`, { cause });
    }
  }

  private fileOf(id: string): MigrationFile {
    const file = this.files.find((candidate) => candidate.id === id);
    if (file === undefined) throw new MigrationTargetError(`There is no migration ${id}`);
    return file;
  }

  private repairOf(row: LedgerRow): Repair | undefined {
    const id = row._id;
    const file = this.files.find((candidate) => candidate.id === id);
    if (file === undefined) return { id, does: 'forget', before: row.checksum };
    const isChanged = isApplied(row) && file.checksum !== row.checksum;
    return isChanged ? { id, does: 'accept', before: row.checksum, after: file.checksum } : undefined;
  }

  /** They are the newest schemas', so they wait for the newest migration. */
  private async areValidatorsDue(): Promise<boolean> {
    return (await this.pending()).length === 0 && (await this.validators?.areCurrent()) === false;
  }
}
