import { hostname } from 'node:os';
import type { mongo } from 'mongoose';
import { isDuplicateKey } from '../database-errors.js';
import type { MigrationFile } from './migration.js';
import { MigrationLockLostError } from './migration-errors.js';

export type Direction = 'up' | 'down';

/** How far one piece of long work has come. */
export interface BatchCursor {
  /** `_id` of the last document; absent before the first batch. */
  readonly after?: unknown;
  readonly done: number;
  readonly isDone: boolean;
}

/** What happened with one migration. */
export interface LedgerRow {
  _id: string;
  name: string;
  checksum: string;
  /** `pending`: begun and interrupted between two batches; `running` under a free lock: its process died. */
  state: 'running' | 'pending' | 'applied' | 'failed' | 'baseline';
  /** Absent in rows of older versions, which means `up`. */
  direction?: Direction;
  host: string;
  startedAt: Date;
  appliedAt?: Date;
  durationMs?: number;
  error?: string;
  /** Of the lock's holder that wrote last: an older one is refused. */
  fence?: number;
  cursors?: Record<string, BatchCursor>;
}

const LONGEST_ERROR = 2_000;

/** `schema_migrations`: one row per migration that was ever begun, and not rolled back. */
export class Ledger {
  constructor(private readonly db: mongo.Db) {}

  /** In the order of the ids. */
  rows(): Promise<LedgerRow[]> {
    return this.collection
      .find({ state: { $ne: 'repeatable' as never } })
      .sort({ _id: 1 })
      .toArray();
  }

  /**
   * Notes that work on a migration begins. Where the same work on the same source was interrupted, its
   * cursors are kept; else it starts afresh, which each migration allows.
   *
   * @throws MigrationLockLostError a later holder of the lock has written
   */
  async begin(file: MigrationFile, direction: Direction, fence: number): Promise<LedgerRow> {
    const { id, name, checksum } = file;
    const before = await this.collection.findOne({ _id: id });
    const isSame = before?.checksum === checksum && (before.direction ?? 'up') === direction;
    const goesOn = isSame && ['running', 'pending', 'failed'].includes(before.state);
    const begun = { name, checksum, direction, host: hostname(), startedAt: new Date(), fence };
    try {
      const row = await this.collection.findOneAndUpdate(
        { _id: id, $or: [{ fence: { $exists: false } }, { fence: { $lte: fence } }] },
        {
          $set: { ...begun, state: 'running' },
          $unset: { error: '', durationMs: '', appliedAt: '', ...(!goesOn && { cursors: '' }) },
        },
        { upsert: true, returnDocument: 'after' },
      );
      return row as LedgerRow;
    } catch (error) {
      throw isDuplicateKey(error) ? overtaken(id) : error;
    }
  }

  /** With the batch's own writes, so the place and the work are one. @throws MigrationLockLostError */
  async reach(
    id: string,
    fence: number,
    batch: string,
    cursor: BatchCursor,
    session: mongo.ClientSession,
  ): Promise<void> {
    const { matchedCount } = await this.collection.updateOne(
      { _id: id, fence },
      { $set: { [`cursors.${batch}`]: cursor } },
      { session },
    );
    if (matchedCount === 0) throw overtaken(id);
  }

  /** @throws MigrationLockLostError */
  async applied({ _id, startedAt, fence = 0 }: LedgerRow): Promise<void> {
    const appliedAt = new Date();
    const durationMs = appliedAt.getTime() - startedAt.getTime();
    await this.change(_id, fence, {
      $set: { state: 'applied', appliedAt, durationMs },
      $unset: { cursors: '', direction: '' },
    });
  }

  /** Its cursors stay: the next try goes on there. @throws MigrationLockLostError */
  async failed({ _id, fence = 0 }: LedgerRow, error: unknown): Promise<void> {
    const text = String(error).slice(0, LONGEST_ERROR);
    await this.change(_id, fence, { $set: { state: 'failed', error: text } });
  }

  /** @throws MigrationLockLostError */
  async interrupted({ _id, fence = 0 }: LedgerRow): Promise<void> {
    await this.change(_id, fence, { $set: { state: 'pending' } });
  }

  /** @throws MigrationLockLostError */
  async rolledBack({ _id, fence = 0 }: LedgerRow): Promise<void> {
    const { deletedCount } = await this.collection.deleteOne({ _id, fence });
    if (deletedCount === 0) throw overtaken(_id);
  }

  /** Notes migrations whose work the database has already. */
  async baseline(files: readonly MigrationFile[], fence: number): Promise<void> {
    const now = new Date();
    const known = { state: 'baseline' as const, host: hostname(), startedAt: now, appliedAt: now, fence };
    const rows = files.map(({ id, name, checksum }) => ({ _id: id, name, checksum, ...known }));
    await this.collection.insertMany(rows);
  }

  /** Takes the file as it is now for the one that was applied. */
  async accept({ id, name, checksum }: MigrationFile, session: mongo.ClientSession): Promise<void> {
    await this.collection.updateOne({ _id: id }, { $set: { name, checksum } }, { session });
  }

  async forget(id: string, session: mongo.ClientSession): Promise<void> {
    await this.collection.deleteOne({ _id: id }, { session });
  }

  private get collection(): mongo.Collection<LedgerRow> {
    return this.db.collection<LedgerRow>('schema_migrations');
  }

  private async change(id: string, fence: number, update: mongo.UpdateFilter<LedgerRow>): Promise<void> {
    const { matchedCount } = await this.collection.updateOne({ _id: id, fence }, update);
    if (matchedCount === 0) throw overtaken(id);
  }
}

const overtaken = (id: string): MigrationLockLostError =>
  new MigrationLockLostError(`Another process has taken over at ${id}`);
