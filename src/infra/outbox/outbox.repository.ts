import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { OutboxRow } from './outbox-row.schema.js';

export type NewOutboxRow = Pick<OutboxRow, 'kind' | 'key' | 'payload' | 'createdAt' | 'giveUpAt'>;

/** Rows that are neither done nor dead. */
const isOwed = { due: { $gt: new Date(0) } };

@Injectable()
export class OutboxRepository {
  constructor(@InjectModel(OutboxRow.name) private readonly rows: Model<OutboxRow>) {}

  /** Joins the transaction around it; false when the key was there before, which breaks no transaction. */
  async insert({ key, ...fields }: NewOutboxRow): Promise<boolean> {
    const { upsertedCount } = await this.rows.updateOne(
      { key },
      { $setOnInsert: { ...fields, due: fields.createdAt, attempts: 0 } },
      { upsert: true },
    );
    return upsertedCount > 0;
  }

  async claimDue(kinds: readonly string[], now: Date, until: Date, limit: number): Promise<string[]> {
    const due = { $gt: new Date(0), $lte: now };
    const found = await this.rows
      .find({ due, kind: { $in: kinds } }, { _id: 1 })
      .sort({ due: 1 })
      .limit(limit)
      .lean<OutboxRow[]>()
      .exec();
    const ids = found.map(({ _id }) => _id);
    if (ids.length > 0) await this.rows.updateMany({ _id: { $in: ids }, due }, { $set: { due: until } });
    return ids.map((id) => id.toHexString());
  }

  /** Counts a try before it is made, so that one that kills its process counts too; `null`: not owed any more. */
  begin(id: string): Promise<OutboxRow | null> {
    return this.rows
      .findOneAndUpdate({ ...byId(id), ...isOwed }, { $inc: { attempts: 1 } }, { returnDocument: 'after' })
      .lean<OutboxRow>()
      .exec();
  }

  /** Also where a try at the same time has given it up. */
  async finish(id: string, doneAt: Date): Promise<void> {
    await this.rows.updateOne(byId(id), {
      $set: { doneAt },
      $unset: { due: '', lastError: '', deadAt: '' },
    });
  }

  async retryAt(id: string, due: Date, lastError: string): Promise<void> {
    await this.rows.updateOne({ ...byId(id), ...isOwed }, { $set: { due, lastError } });
  }

  /** It comes back when its claim ends, as if it had not been tried. */
  async uncount(id: string, lastError: string): Promise<void> {
    await this.rows.updateOne({ ...byId(id), ...isOwed }, { $set: { lastError }, $inc: { attempts: -1 } });
  }

  /** False when it was not owed any more. */
  async bury(id: string, deadAt: Date, lastError: string): Promise<boolean> {
    const { modifiedCount } = await this.rows.updateOne(
      { ...byId(id), ...isOwed },
      { $set: { deadAt, lastError }, $unset: { due: '' } },
    );
    return modifiedCount > 0;
  }

  /** False when there is no dead row of this key. */
  async revive(key: string, now: Date, giveUpAt: Date): Promise<boolean> {
    const { modifiedCount } = await this.rows.updateOne(
      { key, deadAt: { $exists: true } },
      { $set: { due: now, attempts: 0, giveUpAt }, $unset: { deadAt: '' } },
    );
    return modifiedCount > 0;
  }
}

const byId = (id: string) => ({ _id: new Types.ObjectId(id) });
