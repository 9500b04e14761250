import fc from 'fast-check';
import { SettingRefusedError } from '../../../../src/modules/servers/settings/settings.errors.js';
import { readAccountAge, readTimeZone } from '../../../../src/modules/servers/settings/settings.rules.js';

describe('a time zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    [' europe/BERLIN ', 'Europe/Berlin'],
    ['berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['Buenos Aires', 'America/Buenos_Aires'],
    ['utc', 'UTC'],
    ['GMT', 'UTC'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
  ])('%j is %s', (typed, zone) => {
    expect(readTimeZone(typed)).toBe(zone);
  });

  it.each([
    '',
    ' ',
    '+02:00',
    'UTC+2',
    'Atlantis',
    '__proto__',
    'constructor',
    '$where',
    'x'.repeat(5_000),
    '\u0000',
  ])('%j is none', (typed) => {
    expect(() => readTimeZone(typed)).toThrow(SettingRefusedError);
  });

  it('whatever is typed is refused, or is one that can be stored and computed with', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...Intl.supportedValuesOf('timeZone'))), (typed) => {
        try {
          const zone = readTimeZone(typed);
          expect(zone.length).toBeLessThanOrEqual(40);
          expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
        } catch (error) {
          expect(error).toBeInstanceOf(SettingRefusedError);
        }
      }),
    );
  });
});

describe('a minimum account age', () => {
  it.each([
    ['0', 0],
    ['７', 7],
    ['3650', 3650],
  ])('%j is %d days', (typed, days) => {
    expect(readAccountAge(typed)).toBe(days);
  });

  it.each(['', '-1', '1.5', '3651', '1e2', 'seven', '9'.repeat(30)])('%j is none', (typed) => {
    expect(() => readAccountAge(typed)).toThrow(SettingRefusedError);
  });
});
