import { commitmentHash } from './commitment.js';
import { messageTimeMs, roundTimeMs } from './drand.js';
import { type Chunks, entrantHasher } from './list.js';
import { type Proof, readProof } from './proof.js';
import { checkDisqualified, checkRanks, ranksDrawn } from './places.js';
import { valueOf } from './randomness.js';
import { rankingOf } from './ranking.js';
import { type ReadList, readList } from './read-list.js';
import { refusal } from './refusal.js';
import { Check, type StepFacts, type Surroundings, type Verdict } from './verdict.js';

/**
 * Checks a proof against its list: the six checks of section 5 of the protocol, in that order. Holds one piece
 * of the list, and 50 bytes an entry; nothing is asked of a network.
 *
 * @throws only what `list` throws
 */
export function verifyProof(
  file: Uint8Array | string,
  list: Chunks,
  surroundings: Surroundings,
): Promise<Verdict> {
  const { sha256 } = surroundings;
  return Check.of(surroundings, async (check) => {
    const proof = await readCommitted(check, file, surroundings);
    const { commitment, post } = proof;
    const read = await check.step(
      'list',
      () => readList(list, commitment, surroundings),
      ({ openLines, size }) => ({
        entriesRoot: commitment.entriesRoot,
        open: openLines,
        masked: size - openLines,
      }),
    );
    const value = await checkRandomness(check, proof, surroundings);
    const ranking = await check.step(
      'ranking',
      () =>
        rankingOf(read.tickets, { commitment, messageId: post.messageId, value }, sha256).take(
          ranksDrawn(proof),
        ),
      ({ length }) => ({ ranks: length }),
    );
    await check.step('disqualified', () => checkDisqualified(proof), records);
    await check.step(
      'winners',
      () => {
        checkRanks(proof);
        checkWinners(proof, ranking, read, surroundings);
      },
      () => ({ winners: proof.winners.length, ranks: proof.winners.map(({ rank }) => rank) }),
    );
  });
}

const records = (count: number): StepFacts['disqualified'] => ({ records: count });

/** Check 1: the file, and with it the commitment; what is not of the right form goes no further. */
export function readCommitted(
  check: Check,
  file: Uint8Array | string,
  { sha256 }: Surroundings,
): Promise<Proof> {
  return check.step(
    'commitment',
    () => readProof(file),
    ({ commitment, post }) => ({
      hash: commitmentHash(commitment, sha256),
      allowlistId: commitment.allowlistId,
      ...post,
      postedAt: new Date(messageTimeMs(post.messageId)).toISOString(),
      entryCount: commitment.entryCount,
      ticketCount: commitment.ticketCount,
      winnerCount: commitment.winnerCount,
    }),
  );
}

/** Check 3. */
export function checkRandomness(
  check: Check,
  { commitment, post, randomness }: Proof,
  { sha256, chain }: Surroundings,
): Promise<Uint8Array> {
  return check.step(
    'randomness',
    () => valueOf({ commitment, messageId: post.messageId, revealed: randomness }, sha256, chain),
    () =>
      randomness.source === 'drand'
        ? {
            source: 'drand',
            round: randomness.round,
            roundAt: new Date(roundTimeMs(randomness.round, chain)).toISOString(),
          }
        : {
            source: 'commit-reveal',
            seedHash: 'seedHash' in commitment.randomness ? commitment.randomness.seedHash : '',
          },
  );
}

/** Check 6, beside the ranks: each winner is whom the ranking has there, and nobody won under two salts. */
function checkWinners(
  { winners }: Proof,
  ranking: readonly number[],
  list: ReadList,
  { sha256 }: Surroundings,
): void {
  const entrantOf = entrantHasher(sha256);
  const members = new Set<string>();
  for (const winner of winners) {
    const index = ranking[winner.rank - 1] ?? -1;
    const due = list.entrantAt(index);
    const found = 'entrant' in winner ? winner.entrant : entrantOf(winner);
    if (found !== due) throw refusal('WINNER', { rank: winner.rank, due, found });
    if ('entrant' in winner) continue;
    const { discordId } = winner;
    if (members.has(discordId) || list.hasElsewhere(discordId, index))
      throw refusal('MEMBER_TWICE', { discordId });
    members.add(discordId);
  }
}
