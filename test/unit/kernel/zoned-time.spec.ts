import fc from 'fast-check';
import { parseMoment } from '../../../src/kernel/typed-moment.js';
import { isWallTime, later, momentOf, momentsOf, wallTimeOf } from '../../../src/kernel/zoned-time.js';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Kiritimati',
] as const;
const zone = fc.constantFrom(...ZONES);
const minute = fc
  .integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000));
const berlin = (date: string, time: string) => momentsOf({ date, time }, 'Europe/Berlin');

describe('the clock on the wall of a zone', () => {
  it('leads from every moment to a time, and from that time back to that moment', () => {
    fc.assert(
      fc.property(minute, zone, (at, where) => {
        const moments = momentsOf(wallTimeOf(at, where), where);
        expect(moments.kind).not.toBe('never');
        const found =
          moments.kind === 'twice'
            ? [moments.first, moments.second]
            : [momentOf(wallTimeOf(at, where), where)];
        expect(found.map((moment) => moment.getTime())).toContain(at.getTime());
      }),
      { numRuns: 300 },
    );
  });

  it('shows no time where clocks are put forward, and a time twice where they are put back', () => {
    expect(berlin('2026-03-29', '02:30')).toEqual({
      kind: 'never',
      before: new Date('2026-03-29T00:30:00Z'),
      after: new Date('2026-03-29T01:30:00Z'),
    });
    expect(berlin('2026-10-25', '02:30')).toEqual({
      kind: 'twice',
      first: new Date('2026-10-25T00:30:00Z'),
      second: new Date('2026-10-25T01:30:00Z'),
    });
    expect(momentOf({ date: '2026-03-29', time: '02:30' }, 'Europe/Berlin')).toEqual(
      new Date('2026-03-29T01:30:00Z'),
    );
    expect(berlin('2026-07-01', '18:00')).toEqual({ kind: 'once', at: new Date('2026-07-01T16:00:00Z') });
    // Half an hour, and a zone that is ahead of UTC by more than half a day.
    expect(momentsOf({ date: '2026-10-04', time: '02:15' }, 'Australia/Lord_Howe').kind).toBe('never');
    expect(momentsOf({ date: '2026-04-05', time: '01:45' }, 'Australia/Lord_Howe').kind).toBe('twice');
    expect(momentOf({ date: '2026-01-01', time: '00:00' }, 'Pacific/Kiritimati')).toEqual(
      new Date('2025-12-31T10:00:00Z'),
    );
  });

  it('counts days on the wall', () => {
    expect(later({ date: '2024-02-28', time: '23:59' }, { days: 1, minutes: 1 })).toEqual({
      date: '2024-03-01',
      time: '00:00',
    });
  });

  it('knows which days and times there are', () => {
    expect(isWallTime({ date: '2028-02-29', time: '00:00' })).toBe(true);
    for (const [date, time] of [
      ['2026-02-29', '10:00'],
      ['2026-02-31', '10:00'],
      ['2026-13-01', '10:00'],
      ['2026-01-01', '24:00'],
      ['2026-01-01', '10:60'],
      ['10000-01-01', '10:00'],
    ] as const)
      expect(isWallTime({ date, time })).toBe(false);
  });
});

describe('a moment as it is typed', () => {
  const from = new Date('2026-11-23T12:00:00Z');
  const read = (typed: string, where = 'Europe/Berlin') => parseMoment(typed, { from, zone: where });

  it.each([
    ['2026-12-24 18:00', '2026-12-24T17:00:00Z'],
    ['2026-12-24T18:00', '2026-12-24T17:00:00Z'],
    ['2026-7-1 8:05', '2026-07-01T06:05:00Z'],
    ['24.12.2026 18:00', '2026-12-24T17:00:00Z'],
    ['24.12. 18:00', '2026-12-24T17:00:00Z'],
    ['24. 12. 2026, 18:00', '2026-12-24T17:00:00Z'],
    ['1.2. 9:00', '2027-02-01T08:00:00Z'],
    ['２０２６-12-24　18:00', '2026-12-24T17:00:00Z'],
    ['9999-12-31 23:59', '9999-12-31T22:59:00Z'],
    ['7d', '2026-11-30T12:00:00Z'],
    ['1d 12h', '2026-11-25T00:00:00Z'],
    ['90m', '2026-11-23T13:30:00Z'],
  ])('%s is read', (typed, at) => {
    expect(read(typed)).toEqual({ at: new Date(at) });
  });

  it.each([
    ['31/02', 'form'],
    ['12/11/2026 18:00', 'form'],
    ['2026-12-24', 'form'],
    ['tomorrow', 'form'],
    ['', 'form'],
    ['-1d', 'form'],
    ['2026-12-24 18:00 UTC', 'form'],
    ['٢٠٢٦-12-24 18:00', 'form'],
    ['10000-01-01 00:00', 'form'],
    ['31.02. 10:00', 'no-such-time'],
    ['2026-02-31 10:00', 'no-such-time'],
    ['2026-11-24 24:00', 'no-such-time'],
    ['28.3.2027 02:30', 'skipped'],
    ['25.10.2026 02:30', 'twice'],
  ])('%s is refused: %s', (typed, fault) => {
    expect(read(typed)).toEqual({ fault });
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), zone, (typed, where) => {
        const found = read(typed, where);
        expect('fault' in found || !Number.isNaN(found.at.getTime())).toBe(true);
      }),
    );
  });

  it('is read back as it stands on the wall, in every zone', () => {
    fc.assert(
      fc.property(minute, zone, (at, where) => {
        const { date, time } = wallTimeOf(at, where);
        const found = read(`${date} ${time}`, where);
        expect('at' in found ? found.at : found.fault).toEqual(
          momentsOf({ date, time }, where).kind === 'twice' ? 'twice' : at,
        );
      }),
      { numRuns: 200 },
    );
  });
});
