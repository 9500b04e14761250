import mongoose, { mongo } from 'mongoose';

/** The server was not there, or not in a state to answer. Writes may still have happened. */
const UNAVAILABLE_NAMES: ReadonlySet<string> = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoConnectionPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'MongoExpiredSessionError',
]);

/** Not primary, shutting down, interrupted, out of time (`maxTimeMS`), or not yet on a majority. */
const UNAVAILABLE_CODES: ReadonlySet<number> = new Set([
  50, 64, 91, 189, 262, 10107, 11600, 11602, 13435, 13436,
]);

export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof mongo.MongoServerError) {
    // In bulk it may be the driver's own error in other clothes: its name is only kept inside.
    const inner: unknown = error.errorResponse;
    return (
      UNAVAILABLE_CODES.has(Number(error.code)) || (inner instanceof Error && isDatabaseUnavailable(inner))
    );
  }
  if (!(error instanceof Error)) return false;
  if (UNAVAILABLE_NAMES.has(error.name)) return true;
  // With `bufferCommands: false` mongoose refuses calls before the first connection, with its base class.
  return error instanceof mongoose.MongooseError && error.message.includes('initial connection');
}

/**
 * A unique index said no: somebody was faster, or this is a repetition.
 *
 * @param indexName only this index; bulk errors carry it nowhere but in their message
 */
export function isDuplicateKey(error: unknown, indexName?: string): error is mongo.MongoServerError {
  if (!(error instanceof mongo.MongoServerError) || error.code !== 11000) return false;
  return indexName === undefined || error.message.includes(`index: ${indexName} `);
}
