import fc from 'fast-check';
import { momentsOf, wallTimeOf } from '../../../../src/kernel/zoned-time.js';
import { slotAfter, slotOf, windowOf } from '../../../../src/modules/tasks/life/recurrence.rules.js';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'Australia/Lord_Howe',
];
const HOUR_MS = 3_600_000;

describe('occurrences of a task that recurs', () => {
  it('begin at the same time on the wall of their community, also over changes of the clock', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom('daily', 'weekly'),
        fc.integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2027, 0, 1) / 60_000 }),
        fc.integer({ min: 60, max: 24 * 60 }),
        (zone, recurrence, startMinute, minutes) => {
          const startsAt = new Date(startMinute * 60_000);
          const first = { ...wallTimeOf(startsAt, zone), minutes };
          const dates = [first.date];
          for (let slot = first, nth = 0; nth < 30; nth += 1) {
            const now = windowOf(slot, zone).expiresAt;
            const next = slotAfter(slot, { recurrence, zone, now })!;
            const { startsAt: start, expiresAt: end } = windowOf(next, zone);
            expect([next.time, next.minutes]).toEqual([first.time, minutes]);
            expect(end > now).toBe(true);
            // Where the clock doesn't show it, half past two is half past three: that day only.
            if (momentsOf(next, zone).kind !== 'never')
              expect(wallTimeOf(start, zone)).toEqual({ date: next.date, time: next.time });
            dates.push(next.date);
            slot = next;
          }
          const days = dates.map((date) => Date.parse(date) / (24 * HOUR_MS));
          const apart = new Set(days.slice(1).map((day, index) => day - days[index]!));
          expect([...apart]).toEqual([recurrence === 'daily' ? 1 : 7]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are open for an hour less, or more, where the clock is changed meanwhile', () => {
    const hours = (date: string): number => {
      const { startsAt, expiresAt } = windowOf({ date, time: '18:00', minutes: 24 * 60 }, 'Europe/Berlin');
      return (expiresAt.getTime() - startsAt.getTime()) / HOUR_MS;
    };
    expect([hours('2026-03-27'), hours('2026-03-28'), hours('2026-10-24')]).toEqual([24, 23, 25]);
  });

  it('that were missed are passed over: the next one is the one that is open now, or will be', () => {
    const slot = slotOf(new Date('2026-03-01T17:00:00Z'), new Date('2026-03-01T21:00:00Z'), 'Europe/Berlin');
    expect(slot).toEqual({ date: '2026-03-01', time: '18:00', minutes: 240 });
    const after = (now: string) =>
      slotAfter(slot, { recurrence: 'daily', zone: 'Europe/Berlin', now: new Date(now) })?.date;
    expect(after('2026-03-01T21:00:00Z')).toBe('2026-03-02');
    expect(after('2026-04-10T16:30:00Z')).toBe('2026-04-10');
    expect(after('2026-04-10T19:00:00Z')).toBe('2026-04-10');
    expect(after('2026-04-10T20:00:00Z')).toBe('2026-04-11');
  });

  it('end with the last day of their series', () => {
    const slot = { date: '2026-03-01', time: '18:00', minutes: 60 };
    const next = (until: string, now = '2026-03-01T19:00:00Z') =>
      slotAfter(slot, { recurrence: 'weekly', zone: 'UTC', until: new Date(until), now: new Date(now) });
    expect(next('2026-03-08T18:00:00Z')?.date).toBe('2026-03-08');
    expect(next('2026-03-08T17:59:00Z')).toBeNull();
    expect(next('2026-04-01T00:00:00Z', '2028-04-01T00:00:00Z')).toBeNull();
  });
});
