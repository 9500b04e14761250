import { Slots } from '../../../src/kernel/slots.js';

describe('slots', () => {
  it('let no more work at once than there are, in order, also when some fail', async () => {
    const slots = new Slots(2);
    let running = 0;
    let most = 0;
    const begun: number[] = [];
    const results = await Promise.allSettled(
      Array.from({ length: 7 }, (_, index) =>
        slots.run(async () => {
          begun.push(index);
          most = Math.max(most, (running += 1));
          await new Promise(setImmediate);
          running -= 1;
          if (index % 3 === 0) throw new Error('failed');
          return index;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((index) => index % 3 !== 0),
    );
    await expect(slots.run(() => Promise.resolve('free'))).resolves.toBe('free');
  });
});
