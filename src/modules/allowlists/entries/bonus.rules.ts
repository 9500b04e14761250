import type { BonusEntry } from '../schemas/allowlist-connection.schema.js';
import type { GivenBonus } from '../schemas/allowlist-entry.schema.js';

/** How a member stands to a bonus; `null`: it could not be looked at just now, and gives nothing. */
export interface BonusStanding {
  readonly bonus: BonusEntry;
  readonly isGiven: boolean | null;
}

export interface Tickets {
  /** 1 and what the bonuses give. */
  readonly tickets: number;
  readonly bonuses: readonly GivenBonus[];
}

/** `stack`: all that are given add up; `highest`: only the one that gives most. */
export function ticketsOf(standings: readonly BonusStanding[], mode: 'stack' | 'highest'): Tickets {
  const given = standings.filter(({ isGiven }) => isGiven === true).map(({ bonus }) => givenBy(bonus));
  const [highest, ...others] = given.toSorted((a, b) => b.tickets - a.tickets);
  if (highest === undefined) return { tickets: 1, bonuses: [] };
  const bonuses = mode === 'highest' ? [highest] : [highest, ...others];
  return { tickets: 1 + bonuses.reduce((sum, { tickets }) => sum + tickets, 0), bonuses };
}

const givenBy = ({ kind, of, tickets }: BonusEntry): GivenBonus => ({
  kind,
  ...(of !== undefined && { of }),
  tickets,
});

/** What a place may fall to a member by. */
export interface OddsOf {
  readonly tickets: number;
  /** Of all entries that count. */
  readonly entries: number;
  readonly allTickets: number;
  readonly places: number;
}

/**
 * The chance of one of several places, as an estimate: with one place it is `tickets / allTickets`; with
 * more it grows less than in proportion, and what is exact would need everybody's tickets. This takes the
 * others to have the average; it is exact where all have the same.
 */
export function estimatedOdds({ tickets, entries, allTickets, places }: OddsOf): number {
  const all = Math.max(allTickets, tickets);
  const members = Math.max(entries, 1);
  if (places >= members) return 1;
  if (places === 1) return tickets / all;
  return 1 - (1 - places / members) ** ((tickets * members) / all);
}
