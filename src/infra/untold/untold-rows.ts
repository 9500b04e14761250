import type { Model, mongo } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../database/index.js';

/** Marked where no direct message could tell what became of it; found by a partial index `untold`. */
export interface UntoldRow {
  readonly _id: mongo.ObjectId;
  readonly guildId: string;
  readonly discordId: string;
  readonly isUntold?: boolean;
}

/** Rows of one collection of which the member has not heard yet. */
export abstract class UntoldRows<Row extends UntoldRow> {
  constructor(private readonly model: Model<Row>) {}

  /** What tells a row that stands as it was taken from one that was decided anew since. */
  protected abstract asTaken(row: Row): mongo.Filter<Row>;

  async isAnyIn(guildId: string): Promise<boolean> {
    const row = await this.model
      .findOne({ guildId, isUntold: true } as mongo.Document, { _id: 1 })
      .hint('untold')
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean()
      .exec();
    return row !== null;
  }

  /** One by one, so that of two contacts at the same moment each gets other ones. */
  async take(guildId: string, discordId: string, limit: number): Promise<Row[]> {
    const taken: Row[] = [];
    while (taken.length < limit) {
      const row = await this.model
        .findOneAndUpdate({ guildId, discordId, isUntold: true } as mongo.Document, {
          $unset: { isUntold: '' },
        })
        .hint('untold')
        .maxTimeMS(INTERACTION_MAX_TIME_MS)
        .lean<Row>()
        .exec();
      if (row === null) break;
      taken.push(row);
    }
    return taken;
  }

  async giveBack(rows: readonly Row[]): Promise<void> {
    for (const row of rows)
      await this.model
        .updateOne({ _id: row._id, ...this.asTaken(row) } as mongo.Document, { $set: { isUntold: true } })
        .exec();
  }
}
