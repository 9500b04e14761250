import { asciiBytes, hmacUnder, type Sha256, uint64be } from './bytes.js';
import { canonicalJson } from './canonical-json.js';
import type { Commitment } from './commitment.js';

const WORDS_END = 2n ** 64n;
const WORDS_PER_BLOCK = 4;

/** `JCS({"commitment": …, "messageId": "…"})`, section 4 of the protocol. */
export const drawInput = (commitment: Commitment, messageId: string): string =>
  canonicalJson({ commitment: { ...commitment, randomness: { ...commitment.randomness } }, messageId });

/** `K`, section 4 of the protocol. */
export const drawKey = (value: Uint8Array, input: string, sha256: Sha256): Uint8Array =>
  hmacUnder(sha256, value)(asciiBytes(input));

/** The stream of section 4: block j is `HMAC-SHA256(K, uint64be(j))`, four big-endian words each. */
export class WordStream {
  private readonly blockOf: (message: Uint8Array) => Uint8Array;
  private block: DataView = new DataView(new ArrayBuffer(0));
  private taken = 0;

  constructor(key: Uint8Array, sha256: Sha256) {
    this.blockOf = hmacUnder(sha256, key);
  }

  next(): bigint {
    const place = this.taken % WORDS_PER_BLOCK;
    if (place === 0) {
      const { buffer, byteOffset, byteLength } = this.blockOf(uint64be(this.taken / WORDS_PER_BLOCK));
      this.block = new DataView(buffer, byteOffset, byteLength);
    }
    this.taken += 1;
    return this.block.getBigUint64(place * 8);
  }

  /** A number below `end`, each with the same chance: words of the incomplete last round are refused. */
  below(end: number): number {
    const divisor = BigInt(end);
    const bound = WORDS_END - (WORDS_END % divisor);
    let word = this.next();
    while (word >= bound) word = this.next();
    return Number(word % divisor);
  }
}

/**
 * The ranking of section 4, place by place, as indexes of the list. A Fenwick tree (Fenwick 1994) finds and
 * takes out an entry in O(log n); its sums are doubles, which are exact below 2^53.
 */
export class Ranking implements IterableIterator<number> {
  private readonly sums: Float64Array;
  private readonly tickets: Float64Array;
  private readonly widest: number;
  private left: number;

  /** @param tickets in the order of the list, each at least 1, together at most 2^53 − 1 */
  constructor(
    tickets: Float64Array,
    private readonly words: WordStream,
  ) {
    this.tickets = tickets;
    this.sums = sumsOf(tickets);
    this.widest = tickets.length === 0 ? 0 : 2 ** Math.floor(Math.log2(tickets.length));
    this.left = tickets.reduce((sum, each) => sum + each, 0);
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<number, undefined> {
    if (this.left === 0) return { done: true, value: undefined };
    const index = this.find(this.words.below(this.left));
    this.takeOut(index);
    return { done: false, value: index };
  }

  /** The next `places` ranks, fewer where no entry is left. */
  take(places: number): number[] {
    const drawn: number[] = [];
    while (drawn.length < places) {
      const { value } = this.next();
      if (value === undefined) break;
      drawn.push(value);
    }
    return drawn;
  }

  /** The first entry at which the sum of tickets exceeds `ticket`. */
  private find(ticket: number): number {
    let index = 0;
    let rest = ticket;
    for (let step = this.widest; step >= 1; step /= 2) {
      const sum = this.sums[index + step];
      if (sum === undefined || sum > rest) continue;
      index += step;
      rest -= sum;
    }
    return index;
  }

  private takeOut(index: number): void {
    const tickets = this.tickets[index] ?? 0;
    this.left -= tickets;
    for (let at = index + 1; at < this.sums.length; at += at & -at)
      this.sums[at] = (this.sums[at] ?? 0) - tickets;
  }
}

/** The ranking of a frozen list for a message and a value, from rank 1 on: take as much as is needed. */
export function rankingOf(
  tickets: Float64Array,
  draw: { readonly commitment: Commitment; readonly messageId: string; readonly value: Uint8Array },
  sha256: Sha256,
): Ranking {
  const key = drawKey(draw.value, drawInput(draw.commitment, draw.messageId), sha256);
  return new Ranking(tickets, new WordStream(key, sha256));
}

/** Place i, from 1, holds the sum of the `i & -i` entries that end there. */
function sumsOf(tickets: Float64Array): Float64Array {
  const sums = new Float64Array(tickets.length + 1);
  sums.set(tickets, 1);
  for (let at = 1; at < sums.length; at += 1) {
    const above = at + (at & -at);
    if (above < sums.length) sums[above] = (sums[above] ?? 0) + (sums[at] ?? 0);
  }
  return sums;
}
