import { bytesOfHex, hexOf } from './bytes.js';
import type { Commitment } from './commitment.js';
import { entrantHasher, leafHasher } from './list.js';
import { pathLength, rootOfPath } from './merkle.js';
import { checkDisqualified, checkRanks } from './places.js';
import { type EntryFile, type Proof, readEntry } from './proof.js';
import { refusal } from './refusal.js';
import { Check, type Surroundings, type Verdict } from './verdict.js';
import { checkRandomness, readCommitted } from './verify.js';

/**
 * Checks, without the list, that one entry stands under the committed root, and of the proof whatever needs no
 * list: its form, the randomness, ranks. It can't tell whether the winners are the right ones.
 */
export function verifyEntry(
  proofFile: Uint8Array | string,
  entryFile: Uint8Array | string,
  surroundings: Surroundings,
): Promise<Verdict> {
  const entrantOf = entrantHasher(surroundings.sha256);
  return Check.of(surroundings, async (check) => {
    const proof = await readCommitted(check, proofFile, surroundings);
    const { commitment } = proof;
    const entrant = await check.step(
      'entry',
      () => {
        const entry = readEntry(entryFile);
        checkPath(entry, commitment, surroundings);
        return { ...entry, entrant: entrantOf(entry) };
      },
      ({ tickets, index, entrant }) => ({ entriesRoot: commitment.entriesRoot, entrant, tickets, index }),
    );
    await checkRandomness(check, proof, surroundings);
    await check.step(
      'disqualified',
      () => checkDisqualified(proof),
      (records) => ({ records }),
    );
    await check.step(
      'winners-named',
      () => {
        checkRanks(proof);
      },
      () => ({ winners: proof.winners.length, ownRank: rankOf(entrant.entrant, proof, entrantOf) }),
    );
  });
}

function checkPath(
  entry: EntryFile,
  { entryCount, entriesRoot }: Commitment,
  { sha256 }: Surroundings,
): void {
  const { index, tickets } = entry;
  if (index >= entryCount) throw refusal('ENTRY_INDEX', { index, entryCount });
  const due = pathLength(index, entryCount);
  if (entry.path.length !== due) throw refusal('PATH_LENGTH', { due, found: entry.path.length });
  const leaf = leafHasher(sha256)(entrantHasher(sha256)(entry), tickets);
  const path = entry.path.map(bytesOfHex);
  const found = hexOf(rootOfPath(leaf, { index, count: entryCount, path }, sha256));
  if (found !== entriesRoot) throw refusal('PATH_ROOT', { committed: entriesRoot, found });
}

function rankOf(
  entrant: string,
  { winners }: Proof,
  entrantOf: ReturnType<typeof entrantHasher>,
): number | null {
  const own = winners.find(
    (winner) => ('entrant' in winner ? winner.entrant : entrantOf(winner)) === entrant,
  );
  return own?.rank ?? null;
}
