import { FreshReads } from '../../../src/kernel/fresh-reads.js';

/** Reads that end when the test says so; each gives its number. */
function aSource() {
  const ends: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  const read = (): Promise<number> => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    ends.push({ resolve, reject });
    return promise;
  };
  return { read, ends };
}
const soon = async (): Promise<void> => new Promise(setImmediate);

describe('fresh reads', () => {
  it('share the next one, never the one under way', async () => {
    const { read, ends } = aSource();
    const reads = new FreshReads<number>();
    const first = reads.get('a', read);
    const others = Array.from({ length: 1_000 }, () => reads.get('a', read));
    expect(ends).toHaveLength(1);
    ends[0]!.resolve(1);
    await expect(first).resolves.toBe(1);
    await soon();
    expect(ends).toHaveLength(2);
    const later = reads.get('a', read);
    ends[1]!.resolve(2);
    expect(new Set(await Promise.all(others))).toEqual(new Set([2]));
    await soon();
    ends[2]!.resolve(3);
    await expect(later).resolves.toBe(3);
  });

  it('of different keys go side by side', () => {
    const { read, ends } = aSource();
    const reads = new FreshReads<number>();
    void reads.get('a', read);
    void reads.get('b', read);
    expect(ends).toHaveLength(2);
  });

  it('go on after one that failed', async () => {
    const { read, ends } = aSource();
    const reads = new FreshReads<number>();
    const first = reads.get('a', read);
    const second = reads.get('a', read);
    ends[0]!.reject(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await soon();
    ends[1]!.resolve(2);
    await expect(second).resolves.toBe(2);
  });
});
