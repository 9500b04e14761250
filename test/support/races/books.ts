import type { mongo } from 'mongoose';
import { changesBy } from '../../../src/modules/points/points.rules.js';
import type { LedgerRow } from '../../../src/modules/points/schemas/ledger-row.schema.js';
import { aSnowflake } from '../builders/index.js';

/** Points for who is to spend them: a row of the ledger with its balances, past the service. */
export async function grant(
  db: mongo.Db,
  member: { readonly communityId: string; readonly discordId: string },
  amount: number,
): Promise<void> {
  const row = { ...member, source: 'manual', sourceId: aSnowflake(), amount, at: new Date() } as const;
  await db.collection('points_ledger').insertOne({ ...row });
  await db.collection('balances').insertMany(changesBy(row));
}

/** Balances that differ from what the ledger says, of one community or of all. */
export async function unbalanced(db: mongo.Db, filter: mongo.Document = {}): Promise<string[]> {
  const sums = new Map<string, string>();
  const totals = new Map<string, { points: number; completions: number }>();
  for await (const row of db.collection<LedgerRow>('points_ledger').find(filter)) {
    for (const { communityId, period, discordId, points, completions } of changesBy(row)) {
      const key = `${communityId} ${period} ${discordId}`;
      const sum = totals.get(key) ?? { points: 0, completions: 0 };
      totals.set(key, { points: sum.points + points, completions: sum.completions + completions });
    }
  }
  for (const [key, { points, completions }] of totals) sums.set(key, `${points}/${completions}`);
  for await (const row of db.collection('balances').find(filter)) {
    const key = `${row.communityId} ${row.period} ${row.discordId}`;
    const stored = `${row.points}/${row.completions}`;
    if (sums.get(key) === stored) sums.delete(key);
    else sums.set(key, `${sums.get(key) ?? 'nothing'} in the ledger, ${stored} stored`);
  }
  return [...sums].map(([key, what]) => `${key}: ${what}`);
}
