import { mongo } from 'mongoose';
import type { BatchCursor, Ledger, LedgerRow } from './ledger.js';
import type { BatchOptions, Batches } from './migration.js';
import type { HeldLock, MigrationLock } from './migration-lock.js';

export interface BatchProgress {
  readonly batch: string;
  readonly collection: string;
  /** Documents so far, those before an interruption among them. */
  readonly done: number;
}

export interface BatchContext {
  readonly db: mongo.Db;
  readonly ledger: Ledger;
  /** As it was when the migration began. */
  readonly row: LedgerRow;
  readonly lock: MigrationLock;
  readonly held: HeldLock;
  /** Looked at between batches. */
  readonly signal: AbortSignal;
  readonly onBatch: (progress: BatchProgress) => void;
}

type Work = Parameters<Batches['each']>[1];

const SIZE = 1_000;
const NAME = /^[\w-]{1,60}$/;
const TRANSACTION = {
  readConcern: { level: 'snapshot' },
  writeConcern: new mongo.WriteConcern('majority'),
} as const;

/** Batches whose place is kept in the ledger, in the transaction of the batch, under the lock's fence. */
export class LedgerBatches implements Batches {
  private readonly names = new Set<string>();

  constructor(private readonly context: BatchContext) {}

  async each(options: BatchOptions, work: Work): Promise<number> {
    const { name, collection } = options;
    if (!NAME.test(name) || this.names.has(name)) throw new TypeError(`"${name}" can't name a batch here`);
    this.names.add(name);
    const { row, signal, onBatch, db } = this.context;
    let cursor = row.cursors?.[name] ?? { done: 0, isDone: false };
    await db.client.withSession(async (session) => {
      while (!cursor.isDone) {
        signal.throwIfAborted();
        cursor = await this.next(options, cursor, work, session);
        onBatch({ batch: name, collection, done: cursor.done });
      }
    });
    return cursor.done;
  }

  /** One batch, and the place behind it: both are committed or neither. */
  private next(
    options: BatchOptions,
    from: BatchCursor,
    work: Work,
    session: mongo.ClientSession,
  ): Promise<BatchCursor> {
    const { ledger, row, lock, held } = this.context;
    return session.withTransaction(async () => {
      await lock.assertHeld(held, session);
      const documents = await this.read(options, from, session);
      if (documents.length > 0) await work(documents, session);
      const last = documents.at(-1);
      const cursor: BatchCursor = {
        ...(last === undefined ? 'after' in from && { after: from.after } : { after: last._id }),
        done: from.done + documents.length,
        isDone: documents.length < (options.size ?? SIZE),
      };
      await ledger.reach(row._id, held.fence, options.name, cursor, session);
      return cursor;
    }, TRANSACTION);
  }

  /** By the bounds of the index, not by `$gt`: that would pass over ids of another type. */
  private read(
    { collection, filter = {}, size = SIZE }: BatchOptions,
    from: BatchCursor,
    session: mongo.ClientSession,
  ): Promise<mongo.WithId<mongo.Document>[]> {
    const isFirst = !('after' in from);
    const wanted = isFirst ? filter : { $and: [filter, { _id: { $ne: from.after as mongo.ObjectId } }] };
    const found = this.context.db
      .collection(collection)
      .find(wanted, { session })
      .hint({ _id: 1 })
      .sort({ _id: 1 })
      .limit(size)
      .batchSize(size);
    return (isFirst ? found : found.min({ _id: from.after })).toArray();
  }
}
