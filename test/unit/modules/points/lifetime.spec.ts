import { lifetimeOf } from '../../../../src/modules/points/lifetime.js';
import type { DayOfPoints } from '../../../../src/modules/points/points.repository.js';

const aDay = (date: string, given: Partial<DayOfPoints> = {}): DayOfPoints => ({
  day: new Date(`${date}T00:00:00Z`),
  earned: 10,
  completions: 1,
  lastAt: new Date(`${date}T12:00:00Z`),
  ...given,
});

it('sums what was earned and completed, and knows when points last moved', () => {
  const days = [
    aDay('2026-11-23', { earned: 0, completions: 0 }),
    aDay('2026-11-20', { earned: 50, completions: 2 }),
  ];
  expect(lifetimeOf(days)).toEqual({
    earned: 50,
    completions: 2,
    streak: 1,
    lastAt: new Date('2026-11-23T12:00:00Z'),
  });
  expect(lifetimeOf([])).toEqual({ earned: 0, completions: 0, streak: 0 });
});

it.each<[string, string[], number]>([
  ['one day', ['2026-11-23'], 1],
  ['days in a row, over the end of a month', ['2026-12-01', '2026-11-30', '2026-11-29'], 3],
  ['a gap ends it', ['2026-11-23', '2026-11-22', '2026-11-20', '2026-11-19'], 2],
])('a streak: %s', (_, dates, streak) => {
  expect(lifetimeOf(dates.map((date) => aDay(date)))).toHaveProperty('streak', streak);
});

it('a day on which points only moved does not make a streak', () => {
  const days = [aDay('2026-11-23'), aDay('2026-11-22', { completions: 0 }), aDay('2026-11-21')];
  expect(lifetimeOf(days)).toHaveProperty('streak', 1);
});
