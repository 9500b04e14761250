import { retryWithBackOff } from '../../../src/kernel/back-off.js';
import { TimeLimitError, within } from '../../../src/kernel/within.js';

describe('within', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('gives what the work gives, and leaves no timer behind', async () => {
    await expect(within(1_000, Promise.resolve('done'))).resolves.toBe('done');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('passes the error of the work on', async () => {
    await expect(within(1_000, Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('gives up at the limit and not before', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const late = within(1_000, promise);
    const outcome = late.catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await outcome).toBeInstanceOf(TimeLimitError);
    const { promise: quick, resolve: finish } = Promise.withResolvers<string>();
    const inTime = within(1_000, quick);
    await jest.advanceTimersByTimeAsync(999);
    finish('just in time');
    expect(await inTime).toBe('just in time');
    resolve('too late');
  });
});

describe('retryWithBackOff', () => {
  const options = (
    signal = new AbortController().signal,
    onFailure: (error: unknown, ms: number) => void = jest.fn(),
  ) => ({
    firstMs: 1,
    maxMs: 4,
    signal,
    onFailure,
  });

  it('tries until it works', async () => {
    const work = jest.fn<Promise<string>, []>();
    work.mockRejectedValueOnce(new Error('1')).mockRejectedValueOnce(new Error('2')).mockResolvedValue('up');
    await expect(retryWithBackOff(work, options())).resolves.toBe('up');
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('waits twice as long each time up to the limit, give or take a quarter', async () => {
    const waits: number[] = [];
    let tries = 0;
    await retryWithBackOff(
      () => {
        tries += 1;
        return tries <= 4 ? Promise.reject(new Error('away')) : Promise.resolve();
      },
      { ...options(), firstMs: 8, maxMs: 20, onFailure: (_, retryInMs) => waits.push(retryInMs) },
    );
    const expected = [8, 16, 20, 20];
    expect(waits).toHaveLength(4);
    waits.forEach((waitMs, index) => {
      expect(waitMs).toBeGreaterThanOrEqual(expected[index]! * 0.75);
      expect(waitMs).toBeLessThanOrEqual(Math.round(expected[index]! * 1.25));
    });
  });

  it('ends with the error that the caller throws on a failure', async () => {
    const fatal = () => {
      throw new TypeError('refused for good');
    };
    const work = jest.fn(() => Promise.reject(new Error('401')));
    await expect(retryWithBackOff(work, options(undefined, fatal))).rejects.toThrow(TypeError);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('ends while it waits when it is told to stop', async () => {
    const stopping = new AbortController();
    const tries = retryWithBackOff(() => Promise.reject(new Error('away')), {
      ...options(stopping.signal, () => {
        setImmediate(() => {
          stopping.abort();
        });
      }),
      firstMs: 60_000,
      maxMs: 60_000,
    });
    await expect(tries).rejects.toHaveProperty('name', 'AbortError');
  });

  it('tries no more once it was told to stop', async () => {
    const stopping = new AbortController();
    const work = jest.fn(() => {
      stopping.abort();
      return Promise.reject(new Error('away'));
    });
    await expect(retryWithBackOff(work, options(stopping.signal))).rejects.toHaveProperty(
      'name',
      'AbortError',
    );
    expect(work).toHaveBeenCalledTimes(1);
  });
});
