import type { DrawnPlaces } from '../draws/drawn-places.repository.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Disqualification, Winner } from '../schemas/draw.schema.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import { estimatedOdds } from './bonus.rules.js';

/** How an entry stands, for its member. `listed`: on the list that the closing fixed. */
export type OwnState =
  'none' | 'unpaid' | 'valid' | 'held' | 'refused' | 'left' | 'listed' | 'missed' | 'drawn';

export function ownStateOf(
  { allowlistData, closedSeq }: DiscordAllowlistConnection,
  entry: AllowlistEntry | null | undefined,
): OwnState {
  if (entry === null || entry === undefined) return 'none';
  if (entry.state !== 'valid') return entry.state;
  if (closedSeq === undefined) return entry.leftAt === undefined ? 'valid' : 'left';
  if (entry.leftAt?.lessThan(closedSeq) === true) return 'left';
  if (!entry.seq.lessThan(closedSeq)) return 'missed';
  return allowlistData.status === 'drawn' ? 'drawn' : 'listed';
}

/** What became of an entry whose winners stand. */
export type OwnResult =
  | { readonly kind: 'won'; readonly winner?: Winner }
  | { readonly kind: 'passed'; readonly code: Disqualification['code'] }
  | { readonly kind: 'lost' };

export function resultOf(
  { method, winners, disqualified }: DrawnPlaces,
  { entrant }: Pick<AllowlistEntry, 'entrant'>,
): OwnResult {
  const passed = disqualified.find((record) => record.entrant === entrant);
  if (passed !== undefined) return { kind: 'passed', code: passed.code };
  const winner = winners.find((one) => one.entrant === entrant);
  if (winner !== undefined) return { kind: 'won', winner };
  return { kind: method === 'everyone' ? 'won' : 'lost' };
}

/** What the list counts: a refresh after the closing changes nothing. */
export function countedTickets(
  { closedSeq }: Pick<DiscordAllowlistConnection, 'closedSeq'>,
  { tickets, renewal }: AllowlistEntry,
): number {
  if (renewal === undefined || closedSeq === undefined) return tickets;
  return renewal.seq.lessThan(closedSeq) ? tickets : renewal.before;
}

/**
 * The estimated chance of one of the places of a raffle; `null` where nothing is drawn by lot, or no more for them.
 *
 * @param isIn whether the tickets are among those that are counted already
 */
export function oddsIn(
  { allowlistData, entryManagement, closedSeq }: DiscordAllowlistConnection,
  tickets: number,
  isIn: boolean,
): number | null {
  const { kind, status, winnerCount: places } = allowlistData;
  if (kind !== 'raffle' || status === 'drawn' || status === 'cancelled') return null;
  if (!isIn && closedSeq !== undefined) return null;
  if (places === undefined) return 1;
  const { entries, tickets: all } = entryManagement.totals;
  const [entriesThen, ticketsThen] = isIn ? [entries, all] : [entries + 1, all + tickets];
  return estimatedOdds({ tickets, entries: entriesThen, allTickets: ticketsThen, places });
}
