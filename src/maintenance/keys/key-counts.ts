import type { mongo } from 'mongoose';
import { type Window, windowsOf } from '../../infra/database/scans.js';
import type { SealedField } from '../sealed-fields.js';

const ROWS_AT_ONCE = 20_000;
const MAX_TIME_MS = 10_000;

export interface FieldKeys extends SealedField {
  /** How many of its values are under which key, by the key's id. */
  readonly values: ReadonlyMap<string, number>;
  /** Values that are no ciphertext by their form. */
  readonly malformed: number;
}

/**
 * Which keys the values of a field are under, by what stands at their beginning: nothing is decrypted, and no
 * value leaves the server. Asked in windows along `_id`, each with its own deadline, of a majority.
 *
 * @throws the signal's reason
 */
export async function keysOf(db: mongo.Db, sealed: SealedField, signal?: AbortSignal): Promise<FieldKeys> {
  const rows = db.collection(sealed.collection);
  const values = new Map<string, number>();
  let malformed = 0;
  for await (const window of windowsOf(rows, ROWS_AT_ONCE)) {
    signal?.throwIfAborted();
    for (const { _id: keyId, count } of await countIn(rows, sealed.field, window)) {
      if (keyId === null) malformed += count;
      else values.set(keyId, (values.get(keyId) ?? 0) + count);
    }
  }
  return { ...sealed, values, malformed };
}

/** `null` for what has no key id. */
interface Group {
  readonly _id: string | null;
  readonly count: number;
}

function countIn(rows: mongo.Collection, field: string, window: Window): Promise<Group[]> {
  const value = `$${field}`;
  const prefix = { $regexFind: { input: value, regex: /^v1\.([\w-]{1,32})\./ } };
  const keyId = { $arrayElemAt: [{ $getField: { field: 'captures', input: prefix } }, 0] };
  const idIfText = { $cond: [{ $eq: [{ $type: value }, 'string'] }, { $ifNull: [keyId, null] }, null] };
  return rows
    .aggregate<Group>(
      [
        { $match: { ...within(window), [field]: { $exists: true } } },
        { $group: { _id: idIfText, count: { $sum: 1 } } },
      ],
      {
        hint: { _id: 1 },
        readPreference: 'primary',
        readConcern: { level: 'majority' },
        maxTimeMS: MAX_TIME_MS,
      },
    )
    .toArray();
}

/** As an expression, because that compares ids of whatever types. */
function within({ min, max }: Window): mongo.Document {
  const bounds = [
    ...(min ? [{ $gte: ['$_id', min._id] }] : []),
    ...(max ? [{ $lt: ['$_id', max._id] }] : []),
  ];
  return bounds.length > 0 ? { $expr: { $and: bounds } } : {};
}
