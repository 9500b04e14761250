import { isoWeek } from '../../kernel/iso-week.js';
import type { BalanceChange } from './points.repository.js';
import { ALL_TIME } from './schemas/balance.schema.js';
import type { LedgerRow } from './schemas/ledger-row.schema.js';

/**
 * What a ledger row does to balances. All time is what can be spent: the sum of the ledger. A week is what
 * was earned in it: neither what was spent nor what came back.
 */
export function changesBy(row: LedgerRow): BalanceChange[] {
  const { communityId, discordId, amount: points, source } = row;
  const completions = source === 'task' ? 1 : 0;
  const all = { communityId, period: ALL_TIME, discordId, points, completions };
  const isEarned = points > 0 && source !== 'refund';
  return isEarned ? [all, { ...all, period: isoWeek(row.at) }] : [all];
}
