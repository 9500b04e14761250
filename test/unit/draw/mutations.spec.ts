// Every way in which one of the files may differ from the right one, by a systematic walk over the vectors.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- proofs are spoilt here */
import {
  entrantHasher,
  isOpen,
  maskLine,
  type Proof,
  readLine,
  verifyEntry,
  verifyProof,
  type Verdict,
  writeLine,
} from '../../../src/draw/index.js';
import { nodeSha256 as sha256 } from '../../../src/draw/node-sha256.js';
import { bytesOf, vectorOf, vectors } from '../../support/draws/vectors.js';
import { madeDraw, membersOf } from '../../support/draws/made-draw.js';
import { mutationsOf } from '../../support/draws/mutations.js';

const check = (proof: unknown, list: string): Promise<Verdict> =>
  verifyProof(typeof proof === 'string' ? proof : JSON.stringify(proof), [bytesOf(list)], { sha256 });
const seven = vectorOf('seven');
const drand = vectorOf('drand');
/** What somebody who checks compares with the channel. */
const messageIn = ({ steps: [first] }: Verdict): string => JSON.stringify(first?.facts);
/** The code of the refusal; a verdict that holds has none. */
const codeOf = (verdict: Verdict): string => (verdict.holds ? 'HOLDS' : verdict.refused.code);
const changed = (vector: { readonly proof: Proof }, change: (proof: any) => void): Proof => {
  const proof = structuredClone(vector.proof);
  change(proof);
  return proof;
};

describe('a proof', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))(
    'is refused with any field changed, retyped, left out or added: %s',
    async (_, { proof, entriesNdjson }) => {
      const original = messageIn(await check(proof, entriesNdjson));
      const unseen: string[] = [];
      let tried = 0;
      for (const { where, value } of mutationsOf(proof)) {
        tried += 1;
        const verdict = await check(value, entriesNdjson);
        // A small list may fall the same way for another commitment or message: then these are told, and are others.
        if (verdict.holds && messageIn(verdict) === original) unseen.push(where);
      }
      // No rule says which code is due, nor when it was but for the order.
      expect(unseen.filter((where) => !/^disqualified\[0\]\.(code|at): other$/.test(where))).toEqual([]);
      expect(tried).toBeGreaterThan(100);
    },
    60_000,
  );

  it.each<[string, (proof: any) => void, string]>([
    ['another seed', (proof) => (proof.randomness.seed = '0'.repeat(64)), 'SEED'],
    ['another message', (proof) => (proof.post.messageId = '1566240355123204243'), 'WINNER'],
    ['a longer list committed to', (proof) => (proof.commitment.entryCount = 8), 'ENTRY_COUNT'],
    ['a shorter list committed to', (proof) => (proof.commitment.entryCount = 6), 'LIST_TOO_LONG'],
    ['other tickets', (proof) => (proof.commitment.ticketCount = 19), 'TICKET_COUNT'],
    ['another root', (proof) => (proof.commitment.entriesRoot = 'a'.repeat(64)), 'ROOT'],
    ['more to win', (proof) => (proof.commitment.winnerCount = 4), 'WINNER_COUNT'],
    ['winners in another order', (proof) => proof.winners.reverse(), 'WINNER_RANK'],
    ['two winners with each other’s ranks', swapRanks, 'WINNER'],
    ['a winner twice', (proof) => (proof.winners[1] = proof.winners[0]), 'WINNER_RANK'],
    ['a winner less', (proof) => proof.winners.pop(), 'WINNER_COUNT'],
    ['a disqualified record less', (proof) => proof.disqualified.pop(), 'WINNER_RANK'],
    ['a rank that had no place yet', (proof) => (proof.disqualified[0].rank = 4), 'DISQUALIFIED_RANK'],
    ['a disqualified winner', (proof) => (proof.disqualified[0].rank = 3), 'WINNER_RANK'],
    ['a record twice', (proof) => proof.disqualified.push(proof.disqualified[0]), 'DISQUALIFIED_TWICE'],
    ['records in another order', recordsReversed, 'DISQUALIFIED_ORDER'],
    ['a salt of another form', (proof) => (proof.winners[0].salt = 'x'), 'FORM'],
    [
      'a masked winner that is another',
      (proof) => (proof.winners[0] = { rank: 1, entrant: 'b'.repeat(64) }),
      'WINNER',
    ],
    ['the other source', (proof) => (proof.randomness = drand.proof.randomness), 'SOURCE'],
    ['an id beyond 64 bits', (proof) => (proof.post.guildId = '18446744073709551616'), 'FORM'],
  ])('with %s is refused by its code', async (_, change, code) => {
    expect(codeOf(await check(changed(seven, change), seven.entriesNdjson))).toBe(code);
  });

  it.each<[string, (proof: any) => void, string]>([
    ['another round', (proof) => (proof.randomness.round = 1001), 'ROUND'],
    ['a message of another time', (proof) => (proof.post.messageId = '1143937303577214977'), 'ROUND'],
    [
      'a message before the beacon',
      (proof) => (proof.post.messageId = '17592186044416'),
      'MESSAGE_TOO_EARLY',
    ],
    ['another chain', (proof) => (proof.commitment.randomness.chainHash = 'c'.repeat(64)), 'CHAIN'],
    [
      'a signature cut short',
      (proof) => (proof.randomness.signature = proof.randomness.signature.slice(2)),
      'FORM',
    ],
    ['the point at infinity', (proof) => (proof.randomness.signature = `c0${'0'.repeat(94)}`), 'SIGNATURE'],
  ])('by drand with %s is refused by its code', async (_, change, code) => {
    expect(codeOf(await check(changed(drand, change), drand.entriesNdjson))).toBe(code);
  });

  it('by drand is refused with any bit of the signature flipped', async () => {
    const { signature } = drand.proof.randomness as { signature: string };
    for (let bit = 0; bit < 384; bit += 29) {
      const digit = Math.floor(bit / 4);
      const flipped = (Number.parseInt(signature[digit]!, 16) ^ (1 << (bit % 4))).toString(16);
      const other = changed(drand, (proof) => {
        proof.randomness.signature = signature.slice(0, digit) + flipped + signature.slice(digit + 1);
      });
      expect([bit, codeOf(await check(other, drand.entriesNdjson))]).toEqual([bit, 'SIGNATURE']);
    }
  });
});

function swapRanks(proof: any): void {
  const [first, second] = proof.winners;
  [first.rank, second.rank] = [second.rank, first.rank];
  proof.winners = [second, first, proof.winners[2]];
}

function recordsReversed(proof: any): void {
  const [record] = proof.disqualified;
  proof.disqualified = [record, { rank: 1, code: 'fraud', at: '2026-11-01T00:01:59.999Z' }];
}

describe('a list', () => {
  const lines = seven.entriesNdjson.split('\n').slice(0, -1);
  const of = (list: readonly string[]): string => list.map((line) => `${line}\n`).join('');

  it('is refused with any line left out, twice, changed or in another place', async () => {
    for (const [index, line] of lines.entries()) {
      const read = readLine(line)!;
      const without = lines.toSpliced(index, 1);
      const cases: readonly (readonly [string, string])[] = [
        [of(without), 'ENTRY_COUNT'],
        [of(lines.toSpliced(index, 0, line)), index === lines.length - 1 ? 'LIST_TOO_LONG' : 'LINE_ORDER'],
        [
          of(lines.with(index, line.replace(/"tickets":\d+/, `"tickets":${read.tickets + 1}`))),
          'TICKET_COUNT',
        ],
        [of(index === 0 ? [...without, line] : [line, ...without]), 'LINE_ORDER'],
        [of(lines.with(index, ` ${line}`)), 'LINE_FORM'],
        [of(lines.with(index, `${line}\r`)), 'LINE_FORM'],
        [of(lines.with(index, line.replace('"tickets":', '"tickets": '))), 'LINE_FORM'],
        [of(lines.with(index, line.replace(/"tickets":\d+/, '"tickets":0'))), 'LINE_FORM'],
        [of(lines.with(index, line.replace(/"tickets":\d+/, '"tickets":9007199254740992'))), 'LINE_FORM'],
        [of(lines.with(index, line.replace(/}$/, ',"tickets":1}'))), 'LINE_FORM'],
        [of(lines.with(index, '')), 'LINE_FORM'],
      ];
      for (const [list, code] of cases) expect(codeOf(await check(seven.proof, list))).toBe(code);
      if (isOpen(read))
        expect(
          (await check(seven.proof, of(lines.with(index, line.replace(read.salt, 'f'.repeat(32)))))).holds,
        ).toBe(false);
    }
  });

  it.each<[string, Uint8Array, string]>([
    ['ends without LF', bytesOf(seven.entriesNdjson.slice(0, -1)), 'LINE_UNENDED'],
    ['has CRLF', bytesOf(seven.entriesNdjson.replaceAll('\n', '\r\n')), 'LINE_FORM'],
    ['has CR alone', bytesOf(seven.entriesNdjson.replaceAll('\n', '\r')), 'LINE_FORM'],
    ['is empty', new Uint8Array(), 'ENTRY_COUNT'],
    [
      'goes on',
      bytesOf(`${seven.entriesNdjson}{"entrant":"${'f'.repeat(64)}","tickets":1}\n`),
      'LIST_TOO_LONG',
    ],
    ['ends with an empty line', bytesOf(`${seven.entriesNdjson}\n`), 'LINE_FORM'],
    ['begins with a BOM', bytesOf(`\u{feff}${seven.entriesNdjson}`), 'LINE_FORM'],
    ['is no UTF-8', Uint8Array.from([0xff, 0xfe, 0x0a]), 'LINE_FORM'],
    ['is zeros', new Uint8Array(1000), 'LINE_FORM'],
  ])('that %s is refused', async (_, list, code) => {
    const verdict = await verifyProof(JSON.stringify(seven.proof), [list], { sha256 });
    expect(codeOf(verdict)).toBe(code);
  });

  it('may come in pieces of any size', async () => {
    const bytes = bytesOf(seven.entriesNdjson);
    const pieces = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
    expect(await verifyProof(JSON.stringify(seven.proof), pieces, { sha256 })).toMatchObject({ holds: true });
  });

  it('with a line of a gigabyte is refused after its first piece', async () => {
    let given = 0;
    function* endless(): Generator<Uint8Array> {
      for (; given < 2 ** 30; given += 2 ** 20) yield new Uint8Array(2 ** 20).fill(0x61);
    }
    const verdict = await verifyProof(JSON.stringify(seven.proof), endless(), { sha256 });
    expect([codeOf(verdict), given]).toEqual(['LINE_FORM', 0]);
  });

  it('must not name a member twice under two salts, whether the second line is open or a masked winner', async () => {
    const [first, second, ...others] = membersOf(6);
    const twice = { ...second!, discordId: first!.discordId };
    const { proof, entriesNdjson, lines } = madeDraw([first!, twice, ...others], { winnerCount: 6 });
    expect(codeOf(await check(proof, entriesNdjson))).toBe('MEMBER_TWICE');
    for (const line of [first!, twice]) {
      const masked = lines.map((each) =>
        writeLine(each === line ? maskLine(each, entrantHasher(sha256)) : each),
      );
      expect(codeOf(await check(proof, masked.join('')))).toBe('MEMBER_TWICE');
    }
  });

  it('must not have more than 2^53 − 1 tickets', async () => {
    const { proof } = madeDraw(membersOf(2));
    const list = ['a', 'b'].map((digit) => `{"entrant":"${digit.repeat(64)}","tickets":9007199254740991}`);
    expect(codeOf(await check(proof, of(list)))).toBe('TICKETS_TOO_MANY');
  });
});

describe('an entry', () => {
  it.each(vectors.filter(({ entry }) => entry).map((vector) => [vector.name, vector] as const))(
    'is refused with any field changed, retyped, left out or added: %s',
    async (_, { proof, entry }) => {
      for (const { where, value } of mutationsOf(entry)) {
        const verdict = await verifyEntry(JSON.stringify(proof), JSON.stringify(value), { sha256 });
        expect([where, verdict.holds]).toEqual([where, false]);
      }
    },
  );

  it('says which rank it has, masked or open, or none', async () => {
    const rankOf = async (proof: unknown, entry: unknown): Promise<unknown> =>
      (await verifyEntry(JSON.stringify(proof), JSON.stringify(entry), { sha256 })).steps.at(-1)?.facts;
    expect(await rankOf(seven.proof, seven.entry)).toEqual({ winners: 3, ownRank: 1 });
    expect(await rankOf(drand.proof, drand.entry)).toEqual({ winners: 2, ownRank: 1 });
  });
});

describe('a file of a stranger', () => {
  const text = JSON.stringify(seven.proof);
  it.each<[string, string | Uint8Array, string]>([
    ['a key twice', text.replace('"winners":', '"winners":[],"winners":'), 'JSON'],
    ['a key twice, one escaped', text.replace('"winners":', '"\\u0077inners":[],"winners":'), 'JSON'],
    ['__proto__', text.replace('"post":', '"__proto__":{"a":1},"post":'), 'FORM'],
    ['constructor', text.replace('"post":', '"constructor":{"a":1},"post":'), 'FORM'],
    ['a huge number', text.replace('"entryCount":7', '"entryCount":9007199254740993'), 'JSON'],
    [
      'a number of a thousand digits',
      text.replace('"entryCount":7', `"entryCount":${'9'.repeat(1000)}`),
      'JSON',
    ],
    ['an exponent', text.replace('"entryCount":7', '"entryCount":7e0'), 'JSON'],
    ['a fraction', text.replace('"entryCount":7', '"entryCount":7.0'), 'JSON'],
    ['minus zero', text.replace('"entryCount":7', '"entryCount":-0'), 'JSON'],
    ['lists in lists', '['.repeat(100_000), 'JSON'],
    ['objects in objects', '{"a":'.repeat(100_000), 'JSON'],
    ['no UTF-8', Uint8Array.from([0x22, 0xff, 0x22]), 'JSON'],
    ['a BOM', `\u{feff}${text}`, 'JSON'],
    ['something behind its end', `${text}{}`, 'JSON'],
    ['nothing', '', 'JSON'],
    ['a text', '"proof"', 'FORM'],
    ['a list', '[]', 'FORM'],
    ['null', 'null', 'JSON'],
    ['single quotes', text.replaceAll('"', "'"), 'JSON'],
    ['a comma too many', text.replace(/}$/, ',}'), 'JSON'],
    ['an escape sequence', text.replace('"left"', '"left\\n"'), 'JSON'],
    ['control characters', text.replace('"left"', '"le\u0000ft"'), 'JSON'],
    ['more than 64 MB', new Uint8Array(64 * 2 ** 20 + 1), 'JSON'],
  ])('with %s is refused', async (_, file, code) => {
    expect(codeOf(await verifyProof(file, [], { sha256 }))).toBe(code);
    expect(codeOf(await verifyEntry(file, '{}', { sha256 }))).toBe(code);
  });

  it('cut off anywhere is refused, as proof and as entry', async () => {
    for (let end = 0; end < text.length; end += 1)
      expect((await check(text.slice(0, end), seven.entriesNdjson)).holds).toBe(false);
    const entry = JSON.stringify(seven.entry);
    for (let end = 0; end < entry.length; end += 1)
      expect((await verifyEntry(text, entry.slice(0, end), { sha256 })).holds).toBe(false);
  });
});
