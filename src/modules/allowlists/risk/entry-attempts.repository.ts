import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS, isDuplicateKey } from '../../../infra/database/index.js';
import { type AttemptKind, EntryAttempt } from '../schemas/entry-attempt.schema.js';

export interface Attempt {
  readonly connectionId: string;
  readonly discordId: string;
  readonly kind: AttemptKind;
  /** Of `fraud`: the signal that weighed most. */
  readonly signal?: string;
}

@Injectable()
export class EntryAttemptsRepository {
  constructor(@InjectModel(EntryAttempt.name) private readonly attempts: Model<EntryAttempt>) {}

  /** Counts one; two first ones at once make one row. */
  async record({ connectionId, discordId, kind, signal }: Attempt, at: Date): Promise<void> {
    const write = () =>
      this.attempts
        .updateOne(
          { connectionId, discordId, kind },
          {
            $inc: { count: 1 },
            $max: { lastAt: at },
            $setOnInsert: { firstAt: at },
            ...(signal !== undefined && { $set: { signal } }),
          },
          { upsert: true },
        )
        .maxTimeMS(INTERACTION_MAX_TIME_MS)
        .exec();
    try {
      await write();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await write();
    }
  }

  /** At most `limit`, newest first. */
  newest(connectionId: string, kinds: readonly AttemptKind[], limit: number): Promise<EntryAttempt[]> {
    return this.attempts
      .find({ connectionId, kind: { $in: kinds } })
      .sort({ lastAt: -1 })
      .limit(limit)
      .lean<EntryAttempt[]>()
      .exec();
  }
}
