import { secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesOfHex, hexOf, type Sha256 } from '../../../src/draw/bytes.js';
import {
  commitmentHash,
  drawInput,
  drawKey,
  eachLine,
  entrantHasher,
  FrozenList,
  isOpen,
  leafHasher,
  type ListLine,
  maskLine,
  pathInList,
  rankingOf,
  readCommitment,
  valueOf,
  verifyEntry,
  verifyProof,
  WordStream,
  writeLine,
  writeProof,
} from '../../../src/draw/index.js';
import { nodeSha256 } from '../../../src/draw/node-sha256.js';
import { bytesOf, type Vector, vectors } from '../../support/draws/vectors.js';

const hashes: readonly (readonly [name: string, sha256: Sha256])[] = [
  ['Node', nodeSha256],
  // As it will be in a browser; the curve carries the hash of @noble/hashes.
  ['noble', (secp256k1 as unknown as { readonly hash: Sha256 }).hash],
];
const cases = hashes.flatMap(([name, sha256]) =>
  vectors.map((vector) => [vector.name, name, vector, sha256] as const),
);

async function linesOf({ entriesNdjson }: Vector): Promise<ListLine[]> {
  const lines: ListLine[] = [];
  await eachLine([bytesOf(entriesNdjson)], (line) => lines.push(line));
  return lines;
}

describe.each(cases)('the vector "%s", by the SHA-256 of %s', (_, __, vector, sha256) => {
  const { proof } = vector;
  const entrantOf = entrantHasher(sha256);
  const { messageId } = proof.post;

  it('has the list, its root and its counts, and each line the same leaf when masked', async () => {
    const lines = await linesOf(vector);
    expect(lines.map(writeLine).join('')).toBe(vector.entriesNdjson);
    for (const form of [lines, lines.map((line) => maskLine(line, entrantOf))]) {
      const list = new FrozenList(sha256);
      for (const line of form) list.add(isOpen(line) ? entrantOf(line) : line.entrant, line.tickets);
      const { entriesRoot, entryCount, ticketCount } = proof.commitment;
      expect(list.figures).toEqual({ entriesRoot, entryCount, ticketCount });
    }
  });

  it('has commitment, input, value, key and words', async () => {
    expect(readCommitment(proof.commitment, '')).toEqual(proof.commitment);
    expect(commitmentHash(proof.commitment, sha256)).toBe(vector.commitmentHash);
    expect(drawInput(proof.commitment, messageId)).toBe(vector.canonicalInput);
    const { commitment, randomness: revealed } = proof;
    const value = await valueOf({ commitment, messageId, revealed }, sha256);
    expect(hexOf(value)).toBe(vector.value);
    const key = drawKey(value, vector.canonicalInput, sha256);
    expect(hexOf(key)).toBe(vector.key);
    const words = new WordStream(key, sha256);
    expect(vector.firstWords.map(() => String(words.next()))).toEqual(vector.firstWords);
  });

  it('has the ranking', async () => {
    const tickets = Float64Array.from(await linesOf(vector), (line) => line.tickets);
    const value = bytesOfHex(vector.value);
    const ranking = rankingOf(tickets, { commitment: proof.commitment, messageId, value }, sha256);
    expect([...ranking]).toEqual(vector.rankingByIndex);
  });

  it('has the entry with its leaf and its path', async () => {
    const { entry } = vector;
    if (!entry) return;
    const lines = (await linesOf(vector)).map((line) => maskLine(line, entrantOf));
    const leaves = lines.map(({ entrant, tickets }) => leafHasher(sha256)(entrant, tickets));
    expect(hexOf(leaves[entry.index]!)).toBe(vector.leafOfEntry);
    const blockRoots = [bytesOfHex(proof.commitment.entriesRoot)];
    expect(pathInList(entry.index, { blockRoots, leaves }, sha256)).toEqual(entry.path);
  });

  it('holds, with every kind of list and for its entry', async () => {
    const lines = await linesOf(vector);
    const masked = lines.map((line) => writeLine(maskLine(line, entrantOf))).join('');
    for (const list of [vector.entriesNdjson, masked]) {
      const verdict = await verifyProof(writeProof(proof), [bytesOf(list)], { sha256 });
      expect(verdict).toMatchObject({ holds: true });
      expect(verdict.steps.map(({ id }) => id)).toEqual([
        'commitment',
        'list',
        'randomness',
        'ranking',
        'disqualified',
        'winners',
      ]);
      expect(verdict.steps[0]?.facts).toMatchObject({ hash: vector.commitmentHash, messageId });
    }
    if (vector.entry)
      expect(
        await verifyEntry(bytesOf(JSON.stringify(proof)), JSON.stringify(vector.entry), { sha256 }),
      ).toMatchObject({ holds: true });
  });
});
