import fc from 'fast-check';
import {
  amountText,
  MOST_UNITS,
  readAmount,
} from '../../../../src/modules/requirements/kinds/units.rules.js';

describe('an amount of a token', () => {
  it.each<[string, number, bigint]>([
    ['12.5', 6, 12_500_000n],
    ['1', 0, 1n],
    ['0.000001', 6, 1n],
    ['007', 2, 700n],
    ['1.10', 2, 110n],
    [String(MOST_UNITS).slice(0, 60), 0, BigInt(String(MOST_UNITS).slice(0, 60))],
  ])('%s with %d decimals', (typed, decimals, units) => {
    expect(readAmount(typed, decimals)).toBe(units);
  });

  it.each<[string, number]>([
    ['', 6],
    ['0', 6],
    ['0.0', 6],
    ['-1', 6],
    ['+1', 6],
    ['1e3', 6],
    ['1,5', 6],
    ['1.', 6],
    ['.5', 6],
    ['1.0000001', 6],
    ['1.0', 0],
    ['0x10', 6],
    ['１', 6],
    [' 1', 6],
    ['9'.repeat(61), 0],
    ['9'.repeat(60), 36],
  ])('is not %j with %d decimals', (typed, decimals) => {
    expect(readAmount(typed, decimals)).toBeNull();
  });

  it('is read as it is shown', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 50n), fc.integer({ min: 0, max: 36 }), (units, decimals) => {
        expect(readAmount(amountText(units, decimals), decimals)).toBe(units);
      }),
    );
  });

  it('is shown without zeros that say nothing', () => {
    expect([amountText(0n, 18), amountText(1n, 18), amountText(1_500n, 3), amountText(7n, 0)]).toEqual([
      '0',
      '0.000000000000000001',
      '1.5',
      '7',
    ]);
  });
});
