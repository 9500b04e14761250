import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/kernel/clock.js';
import { parseDuration } from '../../../src/kernel/duration.js';

describe('parseDuration', () => {
  it.each([
    ['90m', 90 * MINUTE_MS],
    ['12h', 12 * HOUR_MS],
    ['7d', 7 * DAY_MS],
    ['2w', 14 * DAY_MS],
    ['1d 12h', DAY_MS + 12 * HOUR_MS],
    ['1d12h30m', DAY_MS + 12 * HOUR_MS + 30 * MINUTE_MS],
    [' 7 D ', 7 * DAY_MS],
    ['７ｄ', 7 * DAY_MS],
    ['0d', 0],
  ])('reads %j', (typed, expected) => {
    expect(parseDuration(typed)).toBe(expected);
  });

  it.each([
    '',
    '7',
    'd',
    '7x',
    '-7d',
    '1.5d',
    '7d!',
    '31/02',
    '9999-12-31',
    'tomorrow',
    '7 days',
    '1234567d',
    'd7',
  ])('refuses %j', (typed) => {
    expect(parseDuration(typed)).toBeNull();
  });

  it('refuses raised digits instead of reading 7² as 72', () => {
    expect(parseDuration('7²d')).toBeNull();
  });

  it('adds up what it reads', () => {
    const amount = fc.integer({ min: 0, max: 999_999 });
    fc.assert(
      fc.property(amount, amount, (days, minutes) => {
        expect(parseDuration(`${days}d ${minutes}m`)).toBe(days * DAY_MS + minutes * MINUTE_MS);
      }),
    );
  });
});
