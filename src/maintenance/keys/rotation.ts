import { mongo } from 'mongoose';
import {
  type EncryptionService,
  TamperedCiphertextError,
  UnknownKeyError,
} from '../../infra/crypto/index.js';
import { findIn, type Window, windowsOf } from '../../infra/database/scans.js';
import type { SealedField } from '../sealed-fields.js';
import { keysOf } from './key-counts.js';

/** What a process writes under an old key behind the scan is met by the next pass. */
const PASSES = 3;
const EXAMPLES = 100;
const VALIDATION_FAILED = 121;

export interface RotationTools {
  readonly db: mongo.Db;
  readonly fields: readonly SealedField[];
  readonly encryption: EncryptionService;
}

export interface RotationWay {
  /** Rows at once. */
  readonly batchSize: number;
  /** Decrypts, and changes nothing. */
  readonly isDry?: boolean;
  /** Looked at between two batches. */
  readonly signal: AbortSignal;
  /** Awaited between two batches. */
  readonly breathe: () => Promise<void>;
  /** Told after each batch. */
  readonly onBatch?: (soFar: RotationReport) => void;
}

export interface UnreadableValue {
  readonly collection: string;
  readonly id: string;
  readonly field: string;
  /** Why, as a code of an error. */
  readonly code: string;
}

export interface RotationReport {
  /** Values that are under the active key now; of a dry run, those that could be. */
  readonly rotated: number;
  /** Values that somebody else changed first; theirs stands. */
  readonly overtaken: number;
  /** Values that were left as they are. */
  readonly unreadable: number;
  /** The first hundred of these. */
  readonly examples: readonly UnreadableValue[];
  /** Values that are not under the active key, counted at the end; unreadable ones are among them. */
  readonly left: number;
}

/** Of one row: its values that are to be changed, by their fields. */
interface Change {
  readonly _id: unknown;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/**
 * Puts every encrypted value under the active key, while others read and write.
 *
 * A row is changed only while its values are the ones that were read: what somebody writes meanwhile stands.
 * Nothing is remembered but in the rows: a run that was cut short is finished by the next, and two at once
 * do the same work and no harm.
 */
export class KeyRotation {
  private rotated = 0;
  private overtaken = 0;
  private unreadable = 0;
  private examples: UnreadableValue[] = [];
  private left = 0;

  constructor(
    private readonly tools: RotationTools,
    private readonly way: RotationWay,
  ) {}

  /** What was done up to now, also by a run that was cut short. */
  get report(): RotationReport {
    const { rotated, overtaken, unreadable, examples, left } = this;
    return { rotated, overtaken, unreadable, examples, left };
  }

  /** @throws the signal's reason, between two batches; `report` says what was done */
  async run(): Promise<RotationReport> {
    const byCollection = Map.groupBy(this.tools.fields, ({ collection }) => collection);
    for (let pass = 0; pass < (this.way.isDry === true ? 1 : PASSES); pass += 1) {
      [this.unreadable, this.examples] = [0, []];
      for (const [collection, fields] of byCollection) await this.pass(collection, fields);
      this.left = await this.countLeft();
      if (this.left <= this.unreadable) break;
    }
    return this.report;
  }

  private async pass(collection: string, fields: readonly SealedField[]): Promise<void> {
    const rows = this.tools.db.collection(collection);
    for await (const window of windowsOf(rows, this.way.batchSize)) {
      this.way.signal.throwIfAborted();
      const changes = await this.changesIn(rows, window, fields);
      if (this.way.isDry === true) this.rotated += changes.reduce((sum, change) => sum + sizeOf(change), 0);
      // Of one size each, so that the number of changed rows says how many values were changed.
      else for (const [size, same] of Map.groupBy(changes, sizeOf)) await this.write(rows, same, size);
      this.way.onBatch?.(this.report);
      await this.way.breathe();
    }
  }

  private async changesIn(
    rows: mongo.Collection,
    window: Window,
    fields: readonly SealedField[],
  ): Promise<Change[]> {
    const names = fields.map(({ field }) => field);
    const found = findIn(
      rows,
      window,
      { $or: names.map((name) => ({ [name]: this.isNotActive })) },
      { readPreference: 'primary', projection: Object.fromEntries(names.map((name) => [name, 1])) },
    );
    const changes: Change[] = [];
    for await (const row of found) {
      const change = this.changeOf(row, fields);
      if (sizeOf(change) > 0) changes.push(change);
    }
    return changes;
  }

  private changeOf(row: mongo.Document, fields: readonly SealedField[]): Change {
    const before: Record<string, string> = {};
    const after: Record<string, string> = {};
    for (const { collection, field, purpose } of fields) {
      const value: unknown = row[field];
      if (value === undefined) continue;
      const place = { collection, documentId: String(row._id), field };
      try {
        if (typeof value !== 'string') throw new TamperedCiphertextError('A value is no text');
        if (this.tools.encryption.isActive(value)) continue;
        after[field] = this.tools.encryption.reencrypt(purpose, value, place);
        before[field] = value;
      } catch (error) {
        if (!(error instanceof TamperedCiphertextError || error instanceof UnknownKeyError)) throw error;
        this.leave({ collection, id: place.documentId, field, code: error.code });
      }
    }
    return { _id: row._id, before, after };
  }

  /** Compares and sets: a row whose values are others by now is left as it is. */
  private async write(rows: mongo.Collection, changes: readonly Change[], size: number): Promise<void> {
    const updates = changes.map(({ _id, before, after }) => ({
      updateOne: { filter: { _id, ...before } as mongo.Filter<mongo.Document>, update: { $set: after } },
    }));
    let refused: ReadonlySet<number> = new Set();
    const { modifiedCount } = await rows
      .bulkWrite(updates, { ordered: false, writeConcern: { w: 'majority' } })
      .catch((error: unknown) => {
        refused = refusedBy(error);
        return (error as mongo.MongoBulkWriteError).result;
      });
    for (const { _id, after } of changes.filter((_, index) => refused.has(index)))
      for (const field of Object.keys(after))
        this.leave({ collection: rows.collectionName, id: String(_id), field, code: 'ROW_INVALID' });
    this.rotated += modifiedCount * size;
    this.overtaken += (changes.length - modifiedCount - refused.size) * size;
  }

  private leave(value: UnreadableValue): void {
    this.unreadable += 1;
    if (this.examples.length < EXAMPLES) this.examples.push(value);
  }

  private async countLeft(): Promise<number> {
    const [active = ''] = this.tools.encryption.keyIds;
    let left = 0;
    for (const sealed of this.tools.fields) {
      const { values, malformed } = await keysOf(this.tools.db, sealed, this.way.signal);
      for (const [keyId, count] of values) if (keyId !== active) left += count;
      left += malformed;
    }
    return left;
  }

  private get isNotActive(): mongo.Document {
    const [active = ''] = this.tools.encryption.keyIds;
    return { $exists: true, $not: new RegExp(`^v1\\.${active}\\.`) };
  }
}

const sizeOf = ({ after }: Change): number => Object.keys(after).length;

/** Rows that would no longer have the form of their schema, by their index. @throws whatever else it was */
function refusedBy(error: unknown): ReadonlySet<number> {
  if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  const errors = [error.writeErrors].flat();
  if (errors.length === 0 || errors.some(({ code }) => code !== VALIDATION_FAILED)) throw error;
  return new Set(errors.map(({ index }) => index));
}
