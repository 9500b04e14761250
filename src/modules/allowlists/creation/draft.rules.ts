import type { Fault } from '../../../infra/discord/index.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import type { AllowlistData } from '../schemas/allowlist-connection.schema.js';

type Dates = Pick<AllowlistData, 'startsAt' | 'endsAt' | 'openMinutes'>;

/** From when until when a draft is open if it is posted now. */
export function datesIfPosted(
  { startsAt, endsAt, openMinutes }: Dates,
  now: Date,
): { readonly opensAt: Date; readonly endsAt: Date } {
  const opensAt = startsAt !== undefined && startsAt > now ? startsAt : now;
  if (openMinutes === undefined) return { opensAt, endsAt };
  return { opensAt, endsAt: new Date(opensAt.getTime() + openMinutes * MINUTE_MS) };
}

/** Everything that keeps a draft from being posted. */
export function missingOf(data: AllowlistData, now: Date): Fault[] {
  const { kind, winnerCount, maxEntries, walletRule } = data;
  const { opensAt, endsAt } = datesIfPosted(data, now);
  const missing: Fault[] = [];
  if (endsAt <= now) missing.push((texts) => texts.allowlistEditor.needs.end);
  else if (endsAt <= opensAt) missing.push((texts) => texts.allowlistEditor.needs.endAfterStart);
  if (kind === 'first_come' && winnerCount === undefined)
    missing.push((texts) => texts.allowlistEditor.needs.winners);
  if (kind === 'collection' && walletRule === 'none')
    missing.push((texts) => texts.allowlistEditor.needs.wallet);
  if (kind === 'collection' && winnerCount !== undefined)
    missing.push((texts) => texts.allowlistForm.faults.collectionForAll);
  if (winnerCount !== undefined && maxEntries !== undefined && maxEntries < winnerCount)
    missing.push((texts) => texts.allowlistEditor.needs.placesForWinners);
  return missing;
}

/** Whether winners are drawn by lot; elsewhere they follow from the list, or a manager picks them. */
export const isDrawnByLot = ({ kind, winnerCount }: Pick<AllowlistData, 'kind' | 'winnerCount'>): boolean =>
  kind === 'raffle' && winnerCount !== undefined;
