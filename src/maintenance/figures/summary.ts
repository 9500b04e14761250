import { mongo } from 'mongoose';
import { FOR_SCANS } from '../../infra/database/scans.js';

const NO_SUCH_COLLECTION = 26;

export interface CollectionSummary {
  readonly name: string;
  /** From MongoDB's own bookkeeping; after a crash it may be off for a while. */
  readonly rows: number;
  /** All sizes in bytes; data as it is before compression. */
  readonly dataBytes: number;
  readonly averageRowBytes: number;
  readonly storageBytes: number;
  readonly indexBytes: number;
  /** When the first and the last of the rows were made; absent where ids don't tell. */
  readonly oldest?: Date;
  readonly newest?: Date;
}

/** Reads no rows but two. `undefined` where there is no such collection. */
export async function summaryOf(db: mongo.Db, name: string): Promise<CollectionSummary | undefined> {
  const stats = await statsOf(db, name);
  if (stats === undefined) return undefined;
  const { count, size, avgObjSize = 0, storageSize, totalIndexSize } = stats;
  const [oldest, newest] = await Promise.all([madeAt(db, name, 1), madeAt(db, name, -1)]);
  return {
    name,
    rows: count,
    dataBytes: size,
    averageRowBytes: avgObjSize,
    storageBytes: storageSize,
    indexBytes: totalIndexSize,
    ...(oldest && { oldest }),
    ...(newest && { newest }),
  };
}

interface StorageStats {
  readonly count: number;
  readonly size: number;
  readonly avgObjSize?: number;
  readonly storageSize: number;
  readonly totalIndexSize: number;
}

async function statsOf(db: mongo.Db, name: string): Promise<StorageStats | undefined> {
  try {
    const [row] = await db
      .collection(name)
      .aggregate<{ storageStats: StorageStats }>([{ $collStats: { storageStats: {} } }], FOR_SCANS)
      .toArray();
    return row?.storageStats;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === NO_SUCH_COLLECTION) return undefined;
    throw error;
  }
}

async function madeAt(db: mongo.Db, name: string, order: 1 | -1): Promise<Date | undefined> {
  const options = { ...FOR_SCANS, projection: { _id: 1 }, sort: { _id: order } };
  const row = await db.collection(name).findOne({}, options);
  return row?._id instanceof mongo.ObjectId ? row._id.getTimestamp() : undefined;
}
