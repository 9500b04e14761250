import mongoose from 'mongoose';
import { DueEffect, DueRunner } from '../../../../src/infra/jobs/index.js';
import { Load, Metrics, scope } from '../../../../src/infra/observability/index.js';
import { FixedClock, silenceLogs } from '../../../support/fakes/index.js';

silenceLogs();

/** Rows in memory: their id and when they are due. */
class FakeEffect extends DueEffect {
  readonly name = 'fake';
  readonly due = new Map<string, number>();
  readonly ran: string[] = [];
  claims = 0;
  postponements = 0;
  postponeError: Error | undefined;
  claimError: Error | undefined;
  /** What one row does when it is its turn. */
  act: (id: string) => Promise<void> = () => Promise.resolve();
  /** What a batch does before: nothing unless a test says so. Returns what is left. */
  actTogether: (ids: readonly string[]) => Promise<readonly string[]> = (ids) => Promise.resolve(ids);
  private waiting: { isMet: () => boolean; resolve: () => void }[] = [];

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    this.claims += 1;
    this.wake();
    if (this.claimError) return Promise.reject(this.claimError);
    const ids = [...this.due]
      .filter(([, at]) => at <= now.getTime())
      .map(([id]) => id)
      .slice(0, limit);
    for (const id of ids) this.due.set(id, until.getTime());
    return Promise.resolve(ids);
  }

  override runTogether(ids: readonly string[]): Promise<readonly string[]> {
    return this.actTogether(ids);
  }

  override postpone(id: string, claimedUntil: Date, until: Date): Promise<void> {
    this.postponements += 1;
    if (this.postponeError) return Promise.reject(this.postponeError);
    if (this.due.get(id) === claimedUntil.getTime()) this.due.set(id, until.getTime());
    this.wake();
    return Promise.resolve();
  }

  override async run(id: string): Promise<void> {
    this.ran.push(id);
    this.wake();
    try {
      await this.act(id);
      this.due.delete(id);
    } finally {
      this.wake();
    }
  }

  until(isMet: () => boolean): Promise<void> {
    if (isMet()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ isMet, resolve }));
  }

  private wake(): void {
    for (const { isMet, resolve } of this.waiting) if (isMet()) resolve();
  }
}

let effect: FakeEffect;
let runner: DueRunner;
let metrics: Metrics;
let load: Load;
let clock: FixedClock;
beforeEach(() => {
  effect = new FakeEffect();
  metrics = new Metrics();
  load = new Load();
  clock = new FixedClock();
  runner = new DueRunner(clock, metrics, load);
  runner.register(effect);
});
afterEach(async () => {
  await runner.stop();
});

const makeDue = (count: number, from = 0): void => {
  for (let index = from; index < from + count; index += 1)
    effect.due.set(`row-${index}`, clock.now().getTime());
};
const counted = async (outcome: string): Promise<number> =>
  (await metrics.effects.get()).values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0;

it('what is due at the start is done, each row once, in batches', async () => {
  makeDue(120);
  runner.start();
  await effect.until(() => effect.due.size === 0);
  expect(new Set(effect.ran).size).toBe(120);
  expect(effect.ran).toHaveLength(120);
  await runner.stop();
  expect(await counted('done')).toBe(120);
});

/** How long a nudge waits for others. */
const GATHER_MS = 100;

describe('without waiting for the next look', () => {
  // Time stands still, so nothing is found by looking.
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
  afterEach(() => jest.useRealTimers());

  it('what becomes due later is done when the runner is nudged', async () => {
    runner.start();
    await new Promise(setImmediate);
    makeDue(1);
    runner.nudge('fake');
    jest.advanceTimersByTime(GATHER_MS);
    await effect.until(() => effect.due.size === 0);
    expect(effect.ran).toEqual(['row-0']);
  });

  it('members who wait for an answer come first, but not for ever', async () => {
    for (let member = 0; member < 8; member += 1) load.begin();
    makeDue(1);
    runner.start();
    await new Promise(setImmediate);
    expect(effect.claims).toBe(0);
    load.end();
    await effect.until(() => effect.due.size === 0);
    load.begin();
    makeDue(1);
    runner.nudge('fake');
    jest.advanceTimersByTime(GATHER_MS);
    await new Promise(setImmediate);
    expect(effect.ran).toHaveLength(1);
    jest.advanceTimersByTime(2_000);
    await effect.until(() => effect.due.size === 0);
    expect(effect.ran).toHaveLength(2);
    load.end();
  });

  it('a nudge while a batch is being done is not lost', async () => {
    effect.act = (id) => {
      if (id === 'row-0') {
        makeDue(1, 1);
        runner.nudge('fake');
        jest.advanceTimersByTime(GATHER_MS);
      }
      return Promise.resolve();
    };
    makeDue(1);
    runner.start();
    await effect.until(() => effect.ran.includes('row-1'));
    expect(effect.ran).toEqual(['row-0', 'row-1']);
  });
});

it('what nobody nudged for is found by looking every second', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  runner.start();
  await effect.until(() => effect.claims === 1);
  makeDue(1);
  await jest.advanceTimersByTimeAsync(999);
  expect(effect.ran).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(effect.ran).toEqual(['row-0']);
  jest.useRealTimers();
});

it('at most four rows are worked on at a time', async () => {
  let atOnce = 0;
  let most = 0;
  effect.act = async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise(setImmediate);
    atOnce -= 1;
  };
  makeDue(20);
  runner.start();
  await effect.until(() => effect.due.size === 0);
  expect(most).toBe(4);
});

it('a row that fails keeps the others from nothing and comes back after its claim', async () => {
  effect.act = (id) =>
    id === 'row-1' && effect.ran.length <= 3 ? Promise.reject(new Error('no')) : Promise.resolve();
  makeDue(3);
  runner.start();
  await effect.until(() => effect.ran.length === 3);
  await effect.until(() => effect.due.size === 1);
  expect(effect.due.get('row-1')).toBe(clock.now().getTime() + 10_000);
  clock.advance(10_000);
  runner.nudge('fake');
  await effect.until(() => effect.due.size === 0);
  expect(effect.ran.at(-1)).toBe('row-1');
  await runner.stop();
  expect(await counted('failed')).toBe(1);
});

describe('a row that fails again and again', () => {
  const error = new RangeError('always');

  /** Lets the row's time come, and waits for its turn; gives the seconds until the next one. */
  async function nextWaitSeconds(): Promise<number> {
    const turns = effect.ran.length;
    clock.advance(effect.due.get('row-0')! - clock.now().getTime());
    runner.nudge('fake');
    await effect.until(() => effect.ran.length === turns + 1);
    // The failure is dealt with after the turn.
    await new Promise(setImmediate);
    return (effect.due.get('row-0')! - clock.now().getTime()) / 1_000;
  }

  async function waits(failure: Error, turns: number): Promise<number[]> {
    effect.act = () => Promise.reject(failure);
    makeDue(1);
    runner.start();
    await effect.until(() => effect.ran.length === 1);
    await new Promise(setImmediate);
    const seconds = [(effect.due.get('row-0')! - clock.now().getTime()) / 1_000];
    while (seconds.length < turns) seconds.push(await nextWaitSeconds());
    return seconds;
  }

  it('waits twice as long each time, an hour at most', async () => {
    expect(await waits(error, 12)).toEqual([
      10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600, 3_600,
    ]);
    expect(await counted('failed')).toBe(12);
  });

  it('comes back after ten seconds each time while what it needs is away', async () => {
    const away = new mongoose.mongo.MongoNetworkError('away');
    expect(await waits(away, 4)).toEqual([10, 10, 10, 10]);
    expect(await counted('unavailable')).toBe(4);
    expect(await counted('failed')).toBe(0);
  });

  it('begins anew once it worked', async () => {
    await waits(error, 3);
    effect.act = () => Promise.resolve();
    clock.advance(40_000);
    runner.nudge('fake');
    await effect.until(() => effect.due.size === 0);
    effect.act = () => Promise.reject(error);
    makeDue(1);
    expect(await nextWaitSeconds()).toBe(10);
  });

  it('comes back after its claim when it could not be put off', async () => {
    effect.postponeError = new mongoose.mongo.MongoNetworkError('away');
    expect(await waits(error, 3)).toEqual([10, 10, 10]);
    expect(effect.postponements).toBe(2);
  });

  it('does not hold up the others', async () => {
    effect.act = (id) => (id === 'row-0' ? Promise.reject(error) : Promise.resolve());
    makeDue(3);
    runner.start();
    await effect.until(() => effect.due.size === 1);
    clock.advance(10_000);
    makeDue(2, 3);
    runner.nudge('fake');
    await effect.until(() => effect.ran.includes('row-4') && effect.due.size === 1);
    expect(effect.ran.filter((id) => id === 'row-0')).toHaveLength(2);
  });
});

describe('a batch that can be done together', () => {
  it('leaves the rest to be done one by one, and counts both', async () => {
    effect.actTogether = (ids) => {
      for (const id of ids.slice(0, 8)) effect.due.delete(id);
      return Promise.resolve(ids.slice(8));
    };
    makeDue(10);
    runner.start();
    await effect.until(() => effect.due.size === 0);
    expect(effect.ran).toEqual(['row-8', 'row-9']);
    await runner.stop();
    expect(await counted('done')).toBe(10);
  });

  it('that fails as a whole is done one by one', async () => {
    effect.actTogether = () => Promise.reject(new Error('no'));
    makeDue(3);
    runner.start();
    await effect.until(() => effect.due.size === 0);
    expect(effect.ran).toHaveLength(3);
    await runner.stop();
    expect(await counted('failed')).toBe(0);
  });

  it('is not asked for one row', async () => {
    effect.actTogether = () => Promise.resolve([]);
    makeDue(1);
    runner.start();
    await effect.until(() => effect.due.size === 0);
    expect(effect.ran).toEqual(['row-0']);
  });
});

it('a database that is away is looked for again', async () => {
  effect.claimError = new mongoose.mongo.MongoNetworkError('away');
  runner.start();
  await effect.until(() => effect.claims === 1);
  effect.claimError = undefined;
  makeDue(1);
  await new Promise(setImmediate);
  runner.nudge('fake');
  await effect.until(() => effect.due.size === 0);
  await runner.stop();
  expect(await counted('unavailable')).toBe(1);
});

it('the stop waits for rows that are being done and leaves the others due', async () => {
  const finishers: (() => void)[] = [];
  effect.act = () => new Promise((resolve) => finishers.push(resolve));
  makeDue(10);
  runner.start();
  await effect.until(() => effect.ran.length === 4);
  let isStopped = false;
  const stopped = runner.stop().then(() => {
    isStopped = true;
  });
  await new Promise(setImmediate);
  expect(isStopped).toBe(false);
  for (const finish of finishers) finish();
  await stopped;
  expect(effect.ran).toHaveLength(4);
  expect(effect.due.size).toBe(6);
});

it('each run stands in the log under its effect', async () => {
  let seen: unknown;
  effect.act = () => {
    seen = scope.getStore();
    return Promise.resolve();
  };
  makeDue(1);
  runner.start();
  await effect.until(() => effect.due.size === 0);
  expect(seen).toEqual({ job: 'fake' });
});

it('a nudge in a process that runs no effects does nothing', () => {
  runner.nudge('fake');
  runner.nudge('unknown');
  expect(effect.claims).toBe(0);
});
