// Fake: the change feed, Redis and the time.
import { Cache } from '../../../../src/infra/cache/cache.js';
import type { Follower } from '../../../../src/infra/cache/change-feed.js';
import type { SharedEntry } from '../../../../src/infra/cache/shared-entries.js';
import { Metrics } from '../../../../src/infra/observability/index.js';

interface Named {
  readonly name: string;
}

class FakeFeed {
  isLive = true;
  follower: Follower | undefined;
  register(follower: Follower): void {
    this.follower = follower;
  }
  covers(): boolean {
    return this.isLive;
  }
}

class FakeShared {
  readonly kept: string[] = [];
  readonly dropped: string[] = [];
  entry: SharedEntry<Named> | undefined;
  find = (): Promise<SharedEntry<Named> | undefined> => Promise.resolve(this.entry);
  keep(key: string): Promise<void> {
    this.kept.push(key);
    return Promise.resolve();
  }
  drop(key: string): Promise<void> {
    this.dropped.push(key);
    return Promise.resolve();
  }
}

let nowMs: number;
let feed: FakeFeed;
let shared: FakeShared;
let metrics: Metrics;
let cache: Cache<Named>;
let loads: string[];
beforeEach(() => {
  nowMs = 1_000_000;
  jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
  feed = new FakeFeed();
  shared = new FakeShared();
  metrics = new Metrics();
  loads = [];
  cache = new Cache<Named>(
    {
      name: 'things',
      version: 1,
      maxEntries: 3,
      collection: 'things',
      ignores: [],
      reads: [],
      keyOf: (change) => (change as { documentKey?: { _id: string } }).documentKey?._id,
    },
    feed as never,
    shared as never,
    metrics,
  );
});
afterEach(() => jest.restoreAllMocks());

/** Loads that end at once and say the how manieth they were. */
const get = async (key = 'a'): Promise<string | undefined> => {
  const value = await cache.get(key, () => {
    loads.push(key);
    return Promise.resolve({ name: `${key}${String(loads.length)}` });
  });
  return value?.name;
};
/** A load that ends when told to. */
const slowly = (key = 'a') => {
  const { promise, resolve, reject } = Promise.withResolvers<Named | null>();
  const load = jest.fn(() => promise);
  return { value: cache.get(key, load), again: () => cache.get(key, load), load, resolve, reject };
};
const tell = (key?: string): Promise<void> =>
  feed.follower!.onChange({ ...(key && { documentKey: { _id: key } }) } as never);

describe('while changes are heard', () => {
  it('a value lives for a minute since its load began', async () => {
    await get();
    nowMs += 59_999;
    expect(await get()).toBe('a1');
    nowMs += 1;
    expect(await get()).toBe('a2');
  });

  it('a change drops it, and no other', async () => {
    await get('a');
    await get('b');
    await tell('a');
    expect([await get('a'), await get('b')]).toEqual(['a3', 'b2']);
  });

  it('a change of who knows what drops all', async () => {
    await get('a');
    await get('b');
    await tell();
    expect([await get('a'), await get('b')]).toEqual(['a3', 'b4']);
  });
});

describe('while changes are not heard', () => {
  it('a value lives for a second, whenever it was loaded', async () => {
    await get();
    nowMs += 999;
    feed.isLive = false;
    expect(await get()).toBe('a1');
    nowMs += 1;
    expect(await get()).toBe('a2');
    nowMs += 999;
    expect(await get()).toBe('a2');
    nowMs += 1;
    expect(await get()).toBe('a3');
  });

  it('nothing is taken from Redis nor given to it', async () => {
    feed.isLive = false;
    shared.entry = { value: { name: 'from Redis' }, readAtMs: nowMs };
    expect(await get()).toBe('a1');
    expect(shared.kept).toEqual([]);
  });
});

describe('loads', () => {
  it('are shared by who asks at the same moment', async () => {
    const { value, again, load, resolve } = slowly();
    const others = Array.from({ length: 50 }, again);
    resolve({ name: 'found' });
    expect(await Promise.all([value, ...others])).toEqual(Array(51).fill({ name: 'found' }));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('that a change overtakes serve who waits, and are not kept', async () => {
    const old = slowly();
    await tell('a');
    old.resolve({ name: 'old' });
    expect(await old.value).toEqual({ name: 'old' });
    expect(shared.kept).toEqual([]);
    expect(await get()).toBe('a1');
  });

  it('that a change overtook are not joined by who comes after it', async () => {
    const old = slowly();
    await cache.drop('a');
    expect(await get()).toBe('a1');
    old.resolve({ name: 'old' });
    await old.value;
    expect(await get()).toBe('a1');
  });

  it('that take longer than a second are not waited for by who comes then', async () => {
    const old = slowly();
    nowMs += 1_000;
    expect(await get()).toBe('a1');
    old.reject(new RangeError());
    await expect(old.value).rejects.toThrow(RangeError);
    expect(await get()).toBe('a1');
  });

  it('that fail tell so to who waits, and are not kept', async () => {
    const failing = slowly();
    const second = failing.again();
    failing.reject(new RangeError());
    for (const waiting of [failing.value, second]) await expect(waiting).rejects.toThrow(RangeError);
    expect(await get()).toBe('a1');
  });

  it('that find nothing are not kept', async () => {
    const nothing = slowly();
    nothing.resolve(null);
    expect(await nothing.value).toBeNull();
    expect(await get()).toBe('a1');
  });
});

it('keeps so many values and no more: those asked for last', async () => {
  for (const key of ['a', 'b', 'c', 'a', 'd']) await get(key);
  expect(loads).toEqual(['a', 'b', 'c', 'd']);
  await get('a');
  expect(loads).toHaveLength(4);
  await get('b');
  expect(loads).toEqual(['a', 'b', 'c', 'd', 'b']);
});

describe('Redis', () => {
  it('is asked before the database, and told what was loaded', async () => {
    expect(await get()).toBe('a1');
    expect(shared.kept).toEqual(['a']);
    shared.entry = { value: { name: 'from Redis' }, readAtMs: nowMs - 5_000 };
    expect(await get('b')).toBe('from Redis');
    nowMs += 54_999;
    expect(await get('b')).toBe('from Redis');
    shared.entry = undefined;
    nowMs += 1;
    expect(await get('b')).toBe('b2');
  });

  it('hears of a change before the memory forgets: nothing comes back from there', async () => {
    await get();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    jest.spyOn(shared, 'drop').mockReturnValue(promise);
    const dropped = tell('a');
    expect(await get()).toBe('a1');
    resolve(undefined);
    await dropped;
    expect(await get()).toBe('a2');
  });

  it('is not believed what it got before all was dropped', async () => {
    shared.entry = { value: { name: 'from Redis' }, readAtMs: nowMs - 1 };
    await tell();
    expect(await get()).toBe('a1');
  });
});

it('counts where values were, and what dropped them', async () => {
  await get();
  await get();
  await tell('a');
  shared.entry = { value: { name: 'from Redis' }, readAtMs: nowMs };
  await get();
  const text = await metrics.registry.metrics();
  for (const outcome of ['memory', 'redis', 'miss'])
    expect(text).toContain(`bot_cache_requests_total{cache="things",outcome="${outcome}"} 1`);
  expect(text).toContain('bot_cache_invalidations_total{cache="things"} 1');
});
