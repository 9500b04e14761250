import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { DueRows, INTERACTION_MAX_TIME_MS, isDuplicateKey } from '../../infra/database/index.js';
import { Erasure } from './erasure.schema.js';

export type NewErasure = Pick<Erasure, 'discordId' | 'locale' | 'requestedAt' | 'due'> & {
  readonly pseudonym: string;
};

@Injectable()
export class ErasuresRepository {
  private readonly dueRows: DueRows;

  constructor(@InjectModel(Erasure.name) private readonly erasures: Model<Erasure>) {
    this.dueRows = new DueRows(erasures, 'due');
  }

  /** @returns the one that stands: this one, or one that was asked for before */
  async add({ discordId, ...fields }: NewErasure): Promise<Erasure> {
    const write = () =>
      this.erasures
        .findOneAndUpdate(
          { discordId },
          { $setOnInsert: { ...fields, done: [] } },
          { upsert: true, returnDocument: 'after' },
        )
        .maxTimeMS(INTERACTION_MAX_TIME_MS)
        .lean<Erasure>()
        .exec();
    try {
      return await write();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return write();
    }
  }

  find(id: string): Promise<Erasure | null> {
    return this.erasures.findById(id).lean<Erasure>().exec();
  }

  async markDone(id: string, step: string): Promise<void> {
    await this.erasures.updateOne({ _id: new Types.ObjectId(id) }, { $addToSet: { done: step } });
  }

  /** From here on nobody can tell which random id was whose. */
  async forgetPseudonym(id: string): Promise<void> {
    await this.erasures.updateOne({ _id: new Types.ObjectId(id) }, { $unset: { pseudonym: '' } });
  }

  async remove(id: string): Promise<void> {
    await this.erasures.deleteOne({ _id: new Types.ObjectId(id) });
  }

  claimDue(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.dueRows.claim(now, until, limit);
  }

  postpone(id: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.dueRows.postpone(id, claimedUntil, until);
  }
}
