import type { mongo, Types } from 'mongoose';
import {
  type CleanupOrder,
  CleanupStep,
  stillMatching,
  takeInBatches,
  type Wanted,
} from '../../../infra/cleanup/index.js';
import { allowlistConnections } from '../schemas/allowlist-connection.schema.js';
import { allowlistEntries } from '../schemas/allowlist-entry.schema.js';

/** What the last refund does by itself; here for those where nothing was to be refunded, or a crash came between. */
const isUndated: mongo.Filter<mongo.Document> = {
  'allowlistData.status': 'cancelled',
  closedAt: { $exists: false },
};

/** An entry that is being paid, is due, or was paid and not given back. */
const isOwed = {
  $or: [
    { state: 'unpaid' },
    { due: { $exists: true } },
    { price: { $gt: 0 }, leftAt: { $exists: false }, state: { $in: ['valid', 'held'] } },
  ],
};

/**
 * Dates the end of cancelled allowlists in which nobody is owed anything, so that their retention counts.
 * Nothing that a draw may need: what has reached its end is closed and drawn by the draw itself.
 */
export class SettledAllowlistsCleanup extends CleanupStep {
  readonly name = 'settled-allowlists';
  readonly group = 'expired';
  readonly does = 'closes';
  readonly describes = 'Cancelled allowlists in which nothing is due, unpaid or to be refunded.';

  override async *count({ batchSize }: CleanupOrder): AsyncGenerator<number> {
    yield* takeInBatches(this.allowlists, wanted(batchSize), async (batch) => ({
      taken: (await this.settled(batch)).length,
      left: batch.length,
    }));
  }

  override async *run({ now, batchSize }: CleanupOrder): AsyncGenerator<number> {
    yield* takeInBatches(this.allowlists, wanted(batchSize), async (batch) => {
      const settled = await this.settled(batch);
      const { modifiedCount } = await this.allowlists.updateMany(stillMatching(isUndated, settled), {
        $set: { closedAt: now },
      });
      return { taken: modifiedCount, left: batch.length - settled.length };
    });
  }

  private async settled<Row extends { _id: Types.ObjectId }>(batch: readonly Row[]): Promise<Row[]> {
    const ids = batch.map(({ _id }) => _id.toHexString());
    const owing = await this.db
      .collection(allowlistEntries.name)
      .distinct('connectionId', { connectionId: { $in: ids }, ...isOwed });
    return batch.filter(({ _id }) => !owing.includes(_id.toHexString()));
  }

  private get allowlists(): mongo.Collection {
    return this.db.collection(allowlistConnections.name);
  }
}

const wanted = (batchSize: number): Wanted => ({
  filter: isUndated,
  sortedBy: 'allowlistData.endsAt',
  batchSize,
});
