import type { BoardPlace, PointsRepository } from '../../../../src/modules/points/points.repository.js';
import { MARK_EVERY, RanksService } from '../../../../src/modules/points/ranks.service.js';
import { MINUTE_MS } from '../../../../src/kernel/clock.js';
import { FixedClock } from '../../../support/fakes/index.js';

/** A board in memory, best first, that counts how many places each question looks at. */
class BoardInMemory {
  readonly looks: number[] = [];
  constructor(public points: number[]) {
    points.sort((a, b) => b - a);
  }
  countBetween(_community: string, _period: string, above: number, below = Infinity): Promise<number> {
    const count = this.points.filter((each) => each > above && each < below).length;
    this.looks.push(count);
    return Promise.resolve(count);
  }
  /** Whose id is their position. */
  placeDown(_community: string, _period: string, distance: number, below = Infinity): Promise<object | null> {
    const first = this.points.findIndex((each) => each < below);
    const points = this.points[first + distance];
    return Promise.resolve(first < 0 || !points ? null : { points, discordId: String(first + distance) });
  }
  countEqualsAfter(_community: string, _period: string, place: BoardPlace): Promise<number> {
    const isBehind = (points: number, position: number) =>
      points === place.points && position > Number(place.discordId);
    return Promise.resolve(this.points.filter(isBehind).length);
  }
}

const setUp = (points: number[]) => {
  const board = new BoardInMemory(points);
  const clock = new FixedClock();
  return { board, clock, ranks: new RanksService(board as unknown as PointsRepository, clock) };
};
const times = <Value>(count: number, value: (index: number) => Value) =>
  Array.from({ length: count }, (_, i) => value(i));

describe.each([
  ['few numbers of points that many share', () => times(3.5 * MARK_EVERY, (i) => 1 + (i % 7))],
  ['all different', () => times(3.5 * MARK_EVERY, (i) => i + 1)],
  ['one number, shared by most', () => times(3.5 * MARK_EVERY, (i) => (i % 10 === 0 ? i + 2 : 1))],
  ['a small board', () => [5, 5, 3, 1]],
  ['exactly as many as stand between two marks', () => times(MARK_EVERY, (i) => i + 1)],
])('on a board with %s', (_name, points) => {
  const { board, ranks } = setUp(points());
  const asked = [
    ...new Set([1, 2, 3, 5, 1_000, MARK_EVERY, 2 * MARK_EVERY + 7, ...board.points.slice(0, 3)]),
  ];

  it('says how many have more', async () => {
    for (const each of asked)
      expect([each, await ranks.rankOf('c', 'all', each)]).toEqual([
        each,
        1 + board.points.filter((other) => other > each).length,
      ]);
    expect(await ranks.rankedMembers('c', 'all')).toBe(board.points.length);
  });

  it('looks at no more places than stand between two marks once they are set', async () => {
    board.looks.length = 0;
    for (const each of [...asked, 0.5]) await ranks.rankOf('c', 'all', each);
    const between = board.looks.filter((count) => count >= MARK_EVERY);
    expect(between).toEqual([]);
  });
});

it('keeps its marks for a minute, then answers by the last ones while it sets new ones', async () => {
  const { board, clock, ranks } = setUp(times(2 * MARK_EVERY, (i) => i + 1));
  await ranks.rankOf('c', 'all', 1);
  board.points = times(3 * MARK_EVERY, (i) => i + 1).sort((a, b) => b - a);
  expect(await ranks.rankedMembers('c', 'all')).toBe(2 * MARK_EVERY);
  clock.advance(MINUTE_MS);
  expect(await ranks.rankedMembers('c', 'all')).toBe(2 * MARK_EVERY);
  // The new ones are set by now: all of it is in memory.
  await new Promise(setImmediate);
  expect(await ranks.rankedMembers('c', 'all')).toBe(3 * MARK_EVERY);
});

it('waits for new marks where the last ones are old', async () => {
  const { board, clock, ranks } = setUp(times(2 * MARK_EVERY, (i) => i + 1));
  await ranks.rankOf('c', 'all', 1);
  board.points = times(3 * MARK_EVERY, (i) => i + 1).sort((a, b) => b - a);
  clock.advance(11 * MINUTE_MS);
  expect(await ranks.rankedMembers('c', 'all')).toBe(3 * MARK_EVERY);
});
