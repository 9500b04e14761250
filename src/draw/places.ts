import type { Proof } from './proof.js';
import { refusal } from './refusal.js';

type Places = Pick<Proof, 'commitment' | 'disqualified'>;

/** `R = min(entryCount, winnerCount + d)`: so many ranks were drawn, section 5 of the protocol. */
export const ranksDrawn = ({ commitment, disqualified }: Places): number =>
  Math.min(commitment.entryCount, commitment.winnerCount + disqualified.length);

/** The ranks that hold a place: all that were drawn and are not disqualified, ascending. */
export function winningRanks(places: Places): number[] {
  const out = new Set(places.disqualified.map(({ rank }) => rank));
  return Array.from({ length: ranksDrawn(places) }, (_, index) => index + 1).filter((rank) => !out.has(rank));
}

/**
 * Check 5: record k names a rank that held a place then, none twice, in the order of events.
 *
 * @returns how many records
 * @throws Refusal `DISQUALIFIED_RANK`, `DISQUALIFIED_TWICE`, `DISQUALIFIED_ORDER`
 */
export function checkDisqualified({ commitment, disqualified }: Places): number {
  const named = new Set<number>();
  let before = '';
  for (const [record, { rank, at }] of disqualified.entries()) {
    const highest = Math.min(commitment.entryCount, commitment.winnerCount + record);
    if (rank > highest) throw refusal('DISQUALIFIED_RANK', { record, rank, highest });
    if (named.has(rank)) throw refusal('DISQUALIFIED_TWICE', { record, rank });
    if (at < before) throw refusal('DISQUALIFIED_ORDER', { record });
    named.add(rank);
    before = at;
  }
  return disqualified.length;
}

/**
 * Check 6, as far as it needs no list: `winners` holds the other ranks of 1…R, ascending.
 *
 * @throws Refusal `WINNER_COUNT`, `WINNER_RANK`
 */
export function checkRanks(proof: Places & Pick<Proof, 'winners'>): void {
  const due = ranksDrawn(proof) - proof.disqualified.length;
  const found = proof.winners.length;
  if (found !== due) throw refusal('WINNER_COUNT', { due, found });
  for (const [place, rank] of winningRanks(proof).entries()) {
    const named = proof.winners[place]?.rank ?? 0;
    if (named !== rank) throw refusal('WINNER_RANK', { place, due: rank, found: named });
  }
}
