import type { mongo } from 'mongoose';

/** Below what a socket may stay silent for by default, so the server ends a scan before the driver does. */
const SCAN_MAX_TIME_MS = 30_000;

/** For what reads much and need not be of this very moment: off the primary where there is another member. */
export const FOR_SCANS = {
  readPreference: 'secondaryPreferred',
  maxTimeMS: SCAN_MAX_TIME_MS,
} as const;

/**
 * What a pipeline gives, row by row: a cursor that holds one batch at a time, may lag behind the primary
 * and may take 30 s of the server's time in all.
 */
export function streamOf<Row extends mongo.Document>(
  rows: mongo.Collection,
  pipeline: mongo.Document[],
  { batchSize = 1_000 } = {},
): AsyncIterable<Row> {
  return rows.aggregate<Row>(pipeline, { ...FOR_SCANS, batchSize, allowDiskUse: true });
}

/** From `min` on and before `max`, in the order of `_id`, whatever types these have. */
export interface Window {
  readonly min?: mongo.Document;
  readonly max?: mongo.Document;
}

/**
 * A collection cut into windows of `size` rows along `_id`: each is a query of its own with its own
 * deadline, so a scan of any length holds no cursor open.
 */
export async function* windowsOf(rows: mongo.Collection, size: number): AsyncGenerator<Window> {
  let min: mongo.Document | undefined;
  do {
    const start: Window = min === undefined ? {} : { min };
    const [next] = await findIn(rows, start, {}, { projection: { _id: 1 } })
      .skip(size)
      .limit(1)
      .toArray();
    min = next && { _id: next._id };
    yield { ...start, ...(min && { max: min }) };
  } while (min !== undefined);
}

/** The rows of a window that the filter takes. */
export function findIn(
  rows: mongo.Collection,
  window: Window,
  filter: mongo.Filter<mongo.Document>,
  options: mongo.FindOptions = {},
): mongo.FindCursor<mongo.WithId<mongo.Document>> {
  return rows.find(filter, { ...FOR_SCANS, ...options, ...window, hint: { _id: 1 } });
}
