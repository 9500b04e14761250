import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { asciiBytes, bytesOfHex, hexOf, hmacUnder } from '../../../src/draw/bytes.js';
import { canonicalJson } from '../../../src/draw/canonical-json.js';
import { auditPath, pathLength, rootOf, rootOfPath } from '../../../src/draw/merkle.js';
import {
  BLOCK_LEAVES,
  entrantHasher,
  FrozenList,
  leafHasher,
  maskLine,
  pathInList,
  Ranking,
  verifyEntry,
  verifyProof,
  WordStream,
  writeLine,
  writeProof,
} from '../../../src/draw/index.js';
import { nodeSha256 as sha256 } from '../../../src/draw/node-sha256.js';
import { madeDraw, membersOf } from '../../support/draws/made-draw.js';
import { bytesOf } from '../../support/draws/vectors.js';

const join = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));
const leaves = Array.from({ length: 2100 }, (_, index) => sha256(asciiBytes(String(index))));

/** The definition of RFC 6962, section 2.1, word for word. */
function naiveRoot(nodes: readonly Uint8Array[]): Uint8Array {
  if (nodes.length === 0) return sha256(new Uint8Array());
  if (nodes.length === 1) return nodes[0]!;
  let split = 1;
  while (split * 2 < nodes.length) split *= 2;
  return sha256(join(Uint8Array.of(1), naiveRoot(nodes.slice(0, split)), naiveRoot(nodes.slice(split))));
}

/** Section 4 of the protocol, word for word. */
function naiveRanking(tickets: readonly number[], words: WordStream): number[] {
  const left = tickets.map((count, index) => ({ count: BigInt(count), index }));
  const drawn: number[] = [];
  while (left.length > 0) {
    const total = left.reduce((sum, { count }) => sum + count, 0n);
    let word = words.next();
    while (word >= 2n ** 64n - (2n ** 64n % total)) word = words.next();
    let sum = 0n;
    const place = left.findIndex(({ count }) => (sum += count) > word % total);
    drawn.push(left.splice(place, 1)[0]!.index);
  }
  return drawn;
}

describe('the tree', () => {
  it('has the root of the definition, and a path for every index, for every n', () => {
    for (let count = 0; count <= 35; count += 1) {
      const nodes = leaves.slice(0, count);
      const root = naiveRoot(nodes);
      expect(rootOf(nodes, sha256)).toEqual(Buffer.from(root));
      for (const [index, leaf] of nodes.entries()) {
        const path = auditPath(nodes, index, sha256);
        expect(path).toHaveLength(pathLength(index, count));
        expect(hexOf(rootOfPath(leaf, { index, count, path }, sha256))).toBe(hexOf(root));
        const other = (index + 1) % count;
        if (other !== index && pathLength(other, count) === path.length)
          expect(hexOf(rootOfPath(leaf, { index: other, count, path }, sha256))).not.toBe(hexOf(root));
      }
    }
  });

  it.each([BLOCK_LEAVES - 1, BLOCK_LEAVES, BLOCK_LEAVES + 1, 2 * BLOCK_LEAVES, 2100])(
    'of %d leaves gives each path from one block and the roots of all',
    (count) => {
      const list = new FrozenList(sha256);
      const entrants = leaves.slice(0, count).map(hexOf).sort();
      const leafOf = leafHasher(sha256);
      for (const entrant of entrants) list.add(entrant, 1);
      const all = entrants.map((entrant) => leafOf(entrant, 1));
      expect(list.figures.entriesRoot).toBe(hexOf(naiveRoot(all)));
      for (const index of [0, 1, Math.floor(count / 2), count - 2, count - 1]) {
        const from = Math.floor(index / BLOCK_LEAVES) * BLOCK_LEAVES;
        const block = { blockRoots: list.blockRoots, leaves: all.slice(from, from + BLOCK_LEAVES) };
        expect(pathInList(index, block, sha256)).toEqual(auditPath(all, index, sha256).map(hexOf));
      }
    },
  );
});

it('the ranking is that of the definition, also with tickets near 2^53', () => {
  const few = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 40 });
  const many = fc.array(fc.integer({ min: 1, max: 2 ** 48 }), { maxLength: 31 });
  fc.assert(
    fc.property(fc.oneof(few, many), fc.uint8Array({ minLength: 32, maxLength: 32 }), (tickets, key) => {
      const ranking = new Ranking(Float64Array.from(tickets), new WordStream(key, sha256));
      expect([...ranking]).toEqual(naiveRanking(tickets, new WordStream(key, sha256)));
    }),
    { numRuns: 200 },
  );
});

it('a draw holds with any lines and winners masked, and each of its entries', async () => {
  const draws = fc.tuple(
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 25 }),
    fc.integer({ min: 1, max: 30 }),
    fc.infiniteStream(fc.boolean()),
  );
  const entrantOf = entrantHasher(sha256);
  await fc.assert(
    fc.asyncProperty(draws, async ([tickets, winnerCount, coins]) => {
      const { lines, proof } = madeDraw(
        membersOf(tickets.length, (index) => tickets[index]!),
        { winnerCount },
      );
      const toss = (): boolean => coins.next().value === true;
      const list = lines.map((line) => writeLine(toss() ? maskLine(line, entrantOf) : line)).join('');
      const winners = proof.winners.map((winner) =>
        'discordId' in winner && toss() ? { rank: winner.rank, entrant: entrantOf(winner) } : winner,
      );
      const file = writeProof({ ...proof, winners });
      expect(await verifyProof(file, [bytesOf(list)], { sha256 })).toMatchObject({ holds: true });
      const leafOf = leafHasher(sha256);
      const all = lines.map((line) => leafOf(entrantOf(line), line.tickets));
      for (const [index, line] of lines.entries()) {
        const path = auditPath(all, index, sha256).map(hexOf);
        const verdict = await verifyEntry(file, JSON.stringify({ ...line, index, path }), { sha256 });
        expect(verdict).toMatchObject({ holds: true });
      }
    }),
    { numRuns: 30 },
  );
});

it('no text, and no bytes, end a check otherwise than by a verdict', async () => {
  const files = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.uint8Array());
  await fc.assert(
    fc.asyncProperty(files, fc.uint8Array(), async (file, list) => {
      expect((await verifyProof(file, [list], { sha256 })).holds).toBe(false);
      expect((await verifyEntry(file, file, { sha256 })).holds).toBe(false);
    }),
    { numRuns: 80 },
  );
});

it('HMAC and canonical JSON are those of others', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 100 }), (key, message) => {
      expect(hexOf(hmacUnder(sha256, key)(message))).toBe(
        createHmac('sha256', key).update(message).digest('hex'),
      );
    }),
  );
  expect(canonicalJson({ b: [1, 'x"y'], a: { d: 0, c: '' } })).toBe('{"a":{"c":"","d":0},"b":[1,"x\\"y"]}');
  expect(bytesOfHex('00ff10')).toEqual(Uint8Array.of(0, 255, 16));
  expect(() => canonicalJson(1.5)).toThrow(RangeError);
});
