import { SharedReads } from '../../../src/kernel/shared-reads.js';
import { FixedClock } from '../../support/fakes/index.js';

const FRESH_MS = 1_000;
let clock: FixedClock;
let shared: SharedReads<string>;
let reads: string[];
beforeEach(() => {
  clock = new FixedClock();
  shared = new SharedReads(clock, FRESH_MS, 3);
  reads = [];
});

/** Reads that end at once and say the how manieth they were. */
const get = (key = 'a'): Promise<string> =>
  shared.get(key, () => {
    reads.push(key);
    return Promise.resolve(`${key}${reads.length}`);
  });

it('callers at the same moment share one read', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const read = jest.fn(() => promise);
  const callers = Array.from({ length: 50 }, () => shared.get('a', read));
  resolve('found');
  expect(await Promise.all(callers)).toEqual(Array.from({ length: 50 }, () => 'found'));
  expect(read).toHaveBeenCalledTimes(1);
});

it('keys do not share', async () => {
  expect(await Promise.all([get('a'), get('b'), get('a')])).toEqual(['a1', 'b2', 'a1']);
});

it('a result serves until its time since the read began is over', async () => {
  await get();
  clock.advance(FRESH_MS - 1);
  expect(await get()).toBe('a1');
  clock.advance(1);
  expect(await get()).toBe('a2');
});

it('a read under way for longer than that is not waited for by new callers', async () => {
  const never = shared.get('a', () => new Promise(() => undefined));
  clock.advance(FRESH_MS);
  expect(await Promise.race([never, get()])).toBe('a1');
});

it('a clock that was set back keeps nothing fresh', async () => {
  await get();
  clock.advance(-3_600_000);
  expect(await get()).toBe('a2');
});

it('a failure is told to those who wait, and not kept', async () => {
  const failing = () => Promise.reject(new RangeError());
  const waiting = [shared.get('a', failing), shared.get('a', failing)];
  for (const caller of waiting) await expect(caller).rejects.toThrow(RangeError);
  expect(await get()).toBe('a1');
});

it('a failure that comes late leaves the newer read alone', async () => {
  const { promise, reject } = Promise.withResolvers<string>();
  const old = shared.get('a', () => promise);
  clock.advance(FRESH_MS);
  await get();
  reject(new RangeError());
  await expect(old).rejects.toThrow(RangeError);
  expect(await get()).toBe('a1');
});

it('the oldest read gives way when there are too many', async () => {
  for (const key of ['a', 'b', 'c', 'd']) await get(key);
  await get('d');
  await get('c');
  expect(reads).toEqual(['a', 'b', 'c', 'd']);
  await get('a');
  expect(reads).toEqual(['a', 'b', 'c', 'd', 'a']);
});
