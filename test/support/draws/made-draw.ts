import { createHash } from 'node:crypto';
import {
  type DisqualifiedRecord,
  entrantHasher,
  FrozenList,
  type OpenLine,
  PROTOCOL,
  type Proof,
  rankingOf,
  ranksDrawn,
  seedHashOf,
  winningRanks,
  writeLine,
} from '../../../src/draw/index.js';
import { nodeSha256 as sha256 } from '../../../src/draw/node-sha256.js';
import { bytesOfHex } from '../../../src/draw/bytes.js';

const entrantOf = entrantHasher(sha256);
const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Members with ids of their own and salts from their number. */
export const membersOf = (count: number, ticketsOf: (index: number) => number = () => 1): OpenLine[] =>
  Array.from({ length: count }, (_, index) => ({
    discordId: String(100_000_000_000_000_000n + BigInt(index)),
    salt: hex(`salt ${index}`).slice(0, 32),
    tickets: ticketsOf(index),
  }));

export interface MadeDraw {
  /** In the order of the list. */
  readonly lines: readonly OpenLine[];
  readonly entriesNdjson: string;
  readonly proof: Proof;
}

/** A whole draw by commit-reveal, as the service makes it. */
export function madeDraw(
  members: readonly OpenLine[],
  { winnerCount = 1, seed = hex('seed'), disqualified = [] as readonly DisqualifiedRecord[] } = {},
): MadeDraw {
  const sorted = members
    .map((line) => ({ line, entrant: entrantOf(line) }))
    .sort((a, b) => (a.entrant < b.entrant ? -1 : 1));
  const list = new FrozenList(sha256);
  for (const { line, entrant } of sorted) list.add(entrant, line.tickets);
  const commitment: Proof['commitment'] = {
    allowlistId: '665f00000000000000000001',
    ...list.figures,
    protocol: PROTOCOL,
    randomness: { seedHash: seedHashOf(seed, sha256), source: 'commit-reveal' },
    winnerCount,
  };
  const post = {
    guildId: '200000000000000000',
    channelId: '300000000000000000',
    messageId: '1566240355123204242',
  };
  const draw = { commitment, messageId: post.messageId, value: bytesOfHex(seed) };
  const ranking = rankingOf(list.tickets, draw, sha256).take(ranksDrawn({ commitment, disqualified }));
  const lines = sorted.map(({ line }) => line);
  const winners = winningRanks({ commitment, disqualified }).map((rank) => {
    const { discordId, salt } = lines[ranking[rank - 1]!]!;
    return { rank, discordId, salt };
  });
  return {
    lines,
    entriesNdjson: lines.map(writeLine).join(''),
    proof: { commitment, post, randomness: { seed, source: 'commit-reveal' }, winners, disqualified },
  };
}
