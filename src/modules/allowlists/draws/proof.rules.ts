import {
  commitmentHash,
  entrantHasher,
  type MaskedWinner,
  type Proof,
  type ProofWinner,
  readCommitment,
  type Revealed,
  winningRanks,
} from '../../../draw/index.js';
import { nodeSha256 } from '../../../draw/node-sha256.js';
import type { Draw } from '../schemas/draw.schema.js';

/** `null` before winners stand, and where they are not drawn by lot. */
export function proofOf({ commitment, post, randomness, winners, disqualified, state }: Draw): Proof | null {
  const isDrawn = state === 'drawn' || state === 'announced';
  if (commitment === undefined || post === undefined || randomness === undefined || !isDrawn) return null;
  const { guildId, channelId, messageId } = post;
  const proof = {
    commitment: readCommitment(commitment, 'commitment'),
    post: { guildId, channelId, messageId },
    randomness: randomness as unknown as Revealed,
    disqualified: disqualified.map(({ rank, code, at }) => ({ rank, code, at: at.toISOString() })),
  };
  const entrants = new Map(disqualified.map(({ rank, entrant }) => [rank, entrant]));
  const byRank = new Map(winners.map((winner) => [winner.rank, winner]));
  const winnerAt = (rank: number): ProofWinner[] => {
    const { discordId, salt, entrant = entrants.get(rank) } = byRank.get(rank) ?? {};
    if (discordId !== undefined && salt !== undefined) return [{ rank, discordId, salt }];
    return entrant === undefined ? [] : [{ rank, entrant }];
  };
  // Until the next rank has moved up, the proof is that of before: the same with fewer records.
  for (let records = disqualified.length; records >= 0; records -= 1) {
    const earlier = { ...proof, disqualified: proof.disqualified.slice(0, records) };
    const ranks = winningRanks(earlier);
    const known = ranks.flatMap(winnerAt);
    if (known.length === ranks.length) return { ...earlier, winners: known };
  }
  return null;
}

/** What stands in the message with the commitment. */
export const hashOf = ({ commitment }: Draw): string | undefined =>
  commitment && commitmentHash(readCommitment(commitment, 'commitment'), nodeSha256);

/** A proof that names nobody: everybody may have it. */
export type MaskedProof = Proof & { readonly winners: readonly MaskedWinner[] };

export const maskedProof = (proof: Proof): MaskedProof => ({
  ...proof,
  winners: proof.winners.map(maskedWinner),
});

const entrantOf = entrantHasher(nodeSha256);

const maskedWinner = (winner: ProofWinner): MaskedWinner =>
  'entrant' in winner ? winner : { rank: winner.rank, entrant: entrantOf(winner) };
