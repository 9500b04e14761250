import fc from 'fast-check';
import { isoWeek } from '../../../src/kernel/iso-week.js';
import { isObjectIdText } from '../../../src/kernel/object-id.js';
import { isSnowflake, snowflakeTime } from '../../../src/kernel/snowflake.js';

describe('snowflakes', () => {
  it.each(['10000000000000000', '175928847299117063', '9223372036854775807'])('takes %s', (id) => {
    expect(isSnowflake(id)).toBe(true);
  });

  it.each([
    ['letters', 'abcdefghijklmnopqr'],
    ['too short', '1234567890123456'],
    ['25 digits', '1234567890123456789012345'],
    ['negative', '-175928847299117063'],
    ['beyond 2^63', '9223372036854775808'],
    ['a leading zero', '0175928847299117063'],
    ['full-width digits', '１７５９２８８４７２９９１１７０６３'],
    ['a line end', '175928847299117063\n'],
    ['a number', 175_928_847_299_117_060],
    ['an operator', { $ne: null }],
    ['nothing', undefined],
    ['null', null],
  ])('refuses %s', (_, id) => {
    expect(isSnowflake(id)).toBe(false);
  });

  it("tells the moment of an id, as in Discord's documentation", () => {
    expect(snowflakeTime('175928847299117063')).toEqual(new Date('2016-04-30T11:18:25.796Z'));
  });
});

describe('document ids', () => {
  it('takes 24 lower-case hex digits only', () => {
    expect(isObjectIdText('0123456789abcdef01234567')).toBe(true);
    for (const id of [
      '0123456789ABCDEF01234567',
      '0123',
      '',
      'g'.repeat(24),
      '0'.repeat(25),
      `${'0'.repeat(24)}\n`,
    ])
      expect(isObjectIdText(id)).toBe(false);
  });
});

describe('isoWeek', () => {
  it.each([
    ['2026-01-01T00:00:00Z', '2026-W01'],
    ['2025-12-29T00:00:00Z', '2026-W01'],
    ['2025-12-28T23:59:59.999Z', '2025-W52'],
    ['2021-01-03T23:59:59.999Z', '2020-W53'],
    ['2021-01-04T00:00:00Z', '2021-W01'],
    ['2020-12-31T12:00:00Z', '2020-W53'],
    ['2027-01-01T00:00:00Z', '2026-W53'],
    ['2024-02-29T00:00:00Z', '2024-W09'],
    ['2005-01-01T00:00:00Z', '2004-W53'],
    ['2008-12-29T00:00:00Z', '2009-W01'],
  ])('%s lies in %s', (at, week) => {
    expect(isoWeek(new Date(at))).toBe(week);
  });

  it('changes on Mondays at midnight, never in between', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (at) => {
        const midnight = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));
        const before = new Date(midnight.getTime() - 1);
        expect(isoWeek(before) !== isoWeek(midnight)).toBe(midnight.getUTCDay() === 1);
      }),
    );
  });
});
