import { hostname } from 'node:os';
import type { mongo } from 'mongoose';
import { InfrastructureError } from '../../../kernel/errors.js';
import type { Validators } from '../schema/index.js';
import type { MigrationFile } from './migration.js';
import { MigrationLock } from './migration-lock.js';

interface LedgerRow {
  _id: string;
  name: string;
  checksum: string;
  state: 'running' | 'applied' | 'failed';
  host: string;
  startedAt: Date;
  durationMs?: number;
  error?: string;
}

/** What was applied is not what is in the folder now: nobody knows what the database looks like. */
export class MigrationDriftError extends InfrastructureError {
  readonly code = 'MIGRATION_DRIFT';
  readonly retryable = false;
}

/** Brings a database up to the newest migration; safe to run from many processes at once. */
export class MigrationRunner {
  constructor(
    private readonly db: mongo.Db,
    private readonly files: readonly MigrationFile[],
    private readonly validators?: Validators,
  ) {}

  /**
   * Migrations that are not applied, in order; one that failed or was interrupted is among them.
   *
   * @throws MigrationDriftError an applied one was changed or is missing
   */
  async pending(): Promise<MigrationFile[]> {
    const rows = await this.ledger.find().toArray();
    const applied = new Map(rows.filter((row) => row.state === 'applied').map((row) => [row._id, row]));
    for (const row of applied.values()) this.assertUnchanged(row);
    return this.files.filter(({ id }) => !applied.has(id));
  }

  /** Whether `migrate` would do something. @throws MigrationDriftError */
  async isBehind(): Promise<boolean> {
    return (await this.pending()).length > 0 || (await this.validators?.areCurrent()) === false;
  }

  /**
   * Runs what is pending, one after the other, and says what it ran; then sets the validators, if the
   * schemas have changed.
   *
   * @param onWait called once when another process holds the lock
   */
  async migrate(onWait: () => void = () => undefined): Promise<MigrationFile[]> {
    if (!(await this.isBehind())) return [];
    return new MigrationLock(this.db, onWait).hold(async () => {
      const pending = await this.pending();
      for (const file of pending) await this.apply(file);
      if ((await this.validators?.areCurrent()) === false) await this.validators?.set();
      return pending;
    });
  }

  private get ledger(): mongo.Collection<LedgerRow> {
    return this.db.collection<LedgerRow>('schema_migrations');
  }

  private async apply({ id, name, checksum, migration }: MigrationFile): Promise<void> {
    const startedAt = new Date();
    const row = { name, checksum, state: 'running' as const, host: hostname(), startedAt };
    await this.ledger.updateOne(
      { _id: id },
      { $set: row, $unset: { error: '', durationMs: '' } },
      { upsert: true },
    );
    try {
      await migration.up(this.db);
      await migration.verify(this.db);
    } catch (error) {
      await this.ledger.updateOne({ _id: id }, { $set: { state: 'failed', error: String(error) } });
      throw error;
    }
    const durationMs = new Date().getTime() - startedAt.getTime();
    await this.ledger.updateOne({ _id: id }, { $set: { state: 'applied', durationMs } });
  }

  private assertUnchanged(row: LedgerRow): void {
    const file = this.files.find(({ id }) => id === row._id);
    if (file?.checksum === row.checksum) return;
    const what = file === undefined ? 'is missing from migrations/' : 'was changed after it was applied';
    throw new MigrationDriftError(`Migration ${row._id} ${what}. Restore the released file.`);
  }
}
