import { Types } from 'mongoose';
import { streamOf } from '../../infra/database/scans.js';
import { CountersCheck, type Figures, inBatches, type Look } from '../../infra/integrity/index.js';
import { type AllowlistStatus, allowlistConnections } from './schemas/allowlist-connection.schema.js';
import { allowlistEntries, type EntryState } from './schemas/allowlist-entry.schema.js';

const ALLOWLISTS_AT_ONCE = 200;
const OPEN: readonly AllowlistStatus[] = ['active', 'paused'];
const NONE: Figures = { entries: 0, held: 0, tickets: 0 };

interface Connection {
  readonly _id: Types.ObjectId;
  readonly entryManagement: { readonly totals: Figures };
}

/** Open allowlists only: what is closed is not recounted any more. */
export class AllowlistCountsCheck extends CountersCheck {
  readonly name = 'allowlist-counts';
  readonly describes = 'Open allowlists whose totals differ from their entries.';

  protected override async *parents(): AsyncGenerator<string[]> {
    const open = streamOf<Connection>(this.scope.db.collection(allowlistConnections.name), [
      { $match: { 'allowlistData.status': { $in: [...OPEN] } } },
      { $project: { _id: 1 } },
    ]);
    for await (const found of inBatches(open, ALLOWLISTS_AT_ONCE))
      yield found.map(({ _id }) => _id.toHexString());
  }

  protected override async look(ids: readonly string[]): Promise<Look[]> {
    const { db } = this.scope;
    const found = await db
      .collection<Connection>(allowlistConnections.name)
      .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } })
      .project<Connection>({ 'entryManagement.totals': 1 })
      .toArray();
    const sums = await db
      .collection(allowlistEntries.name)
      .aggregate<Figures & { _id: string }>([
        { $match: { connectionId: { $in: ids }, leftAt: { $exists: false } } },
        {
          $group: {
            _id: '$connectionId',
            entries: { $sum: inState('valid', 1) },
            held: { $sum: inState('held', 1) },
            tickets: { $sum: inState('valid', '$tickets') },
          },
        },
      ])
      .toArray();
    const counted = new Map(sums.map(({ _id, ...figures }) => [_id, figures as Figures]));
    return found.map(({ _id, entryManagement }) => ({
      id: _id.toHexString(),
      says: entryManagement.totals,
      is: counted.get(_id.toHexString()) ?? NONE,
    }));
  }
}

const inState = (state: EntryState, value: unknown) => ({ $cond: [{ $eq: ['$state', state] }, value, 0] });
