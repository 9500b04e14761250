import { Ranking, WordStream } from '../../../src/draw/index.js';
import { nodeSha256 as sha256 } from '../../../src/draw/node-sha256.js';

/** Tickets of five entries: few enough that the chance of every order of three places is exact. */
const TICKETS = [1, 2, 3, 5, 9];
const PLACES = 3;

export interface Fit {
  readonly place1: number;
  /** Of all 60 orders of the first three places. */
  readonly places123: number;
}

/** p of Pearson's χ² for so many draws, each with a key of its own, against the exact chances. */
export function fitOf(draws: number): Fit {
  const first = new Map<string, number>();
  const orders = new Map<string, number>();
  const tickets = Float64Array.from(TICKETS);
  for (let draw = 0; draw < draws; draw += 1) {
    const key = sha256(new TextEncoder().encode(`draw ${draw}`));
    const drawn = new Ranking(tickets, new WordStream(key, sha256)).take(PLACES);
    count(first, String(drawn[0]));
    count(orders, drawn.join());
  }
  return { place1: pOf(first, chances(1), draws), places123: pOf(orders, chances(PLACES), draws) };
}

const count = (counts: Map<string, number>, key: string): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);

/** Of every order of so many places: tickets ÷ tickets left, place by place. */
function chances(places: number, drawn: readonly number[] = [], chance = 1): Map<string, number> {
  if (drawn.length === places) return new Map([[drawn.join(), chance]]);
  const left = TICKETS.reduce((sum, each, index) => (drawn.includes(index) ? sum : sum + each), 0);
  return new Map(
    TICKETS.flatMap((each, index) =>
      drawn.includes(index) ? [] : [...chances(places, [...drawn, index], (chance * each) / left)],
    ),
  );
}

function pOf(
  counts: ReadonlyMap<string, number>,
  expected: ReadonlyMap<string, number>,
  draws: number,
): number {
  if ([...counts.keys()].some((key) => !expected.has(key))) return 0;
  let statistic = 0;
  for (const [key, chance] of expected)
    statistic += ((counts.get(key) ?? 0) - draws * chance) ** 2 / (draws * chance);
  return upperTail(statistic, expected.size - 1);
}

/** The chance that χ² with so many degrees of freedom exceeds x: 1 − P(k/2, x/2), by the series of P. */
export function upperTail(x: number, degrees: number): number {
  const shape = degrees / 2;
  let term = Math.exp(shape * Math.log(x / 2) - x / 2 - logGamma(shape + 1));
  let sum = term;
  for (let n = 1; n < 10_000 && term > sum * 1e-15; n += 1) sum += term *= x / 2 / (shape + n);
  return Math.max(0, 1 - sum);
}

/** Of whole and half numbers: Γ(s + 1) = s Γ(s), from Γ(1) or Γ(1/2). */
function logGamma(value: number): number {
  let sum = 0;
  let at = value;
  for (; at > 1; at -= 1) sum += Math.log(at - 1);
  return sum + (at === 1 ? 0 : Math.log(Math.sqrt(Math.PI)));
}
