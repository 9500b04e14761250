import { keyOf, seriesOf, unitFor } from '../../../../src/modules/statistics/series.rules.js';

const at = (text: string): Date => new Date(text);

it.each([
  ['2026-11-23T10:00Z', '2026-11-25T10:00Z', 'hour'],
  ['2026-11-23T10:00Z', '2026-11-25T10:01Z', 'day'],
  ['2026-11-23T10:00Z', '2027-01-07T10:00Z', 'day'],
  ['2026-11-23T10:00Z', '2027-01-07T10:01Z', 'week'],
])('from %s to %s is shown by the %s', (from, to, unit) => {
  expect(unitFor(at(from), at(to))).toBe(unit);
});

it.each([
  ['hour', '2026-11-23T10:59:59Z', 'Europe/Berlin', '2026-11-23T10:00:00Z'],
  ['day', '2026-11-23T22:59:59Z', 'Europe/Berlin', '2026-11-23'],
  ['day', '2026-11-23T23:00:00Z', 'Europe/Berlin', '2026-11-24'],
  ['day', '2026-11-23T23:00:00Z', 'America/New_York', '2026-11-23'],
  ['week', '2026-11-22T23:30:00Z', 'Europe/Berlin', '2026-11-23'],
  ['week', '2026-11-22T23:30:00Z', 'UTC', '2026-11-16'],
  ['week', '2027-01-01T12:00:00Z', 'UTC', '2026-12-28'],
] as const)('the %s of %s in %s is %s', (unit, moment, zone, key) => {
  expect(keyOf(unit, at(moment), zone)).toBe(key);
});

const span = { from: at('2026-10-23T12:00Z'), to: at('2026-10-27T12:00Z'), zone: 'Europe/Berlin' };

it('has a step for each day, also the long one in which clocks are put back', () => {
  const { steps, zone } = seriesOf({ ...span, unit: 'day' }, new Map([['2026-10-25', 3]]));
  expect(steps.map((step) => [step.at.toISOString().slice(5, 10), step.count])).toEqual([
    ['10-23', 0],
    ['10-24', 0],
    ['10-25', 3],
    ['10-26', 0],
    ['10-27', 0],
  ]);
  expect(zone).toBe('UTC');
});

it('has a step for each hour that passes, in the zone of the reader', () => {
  const from = at('2026-10-25T00:30Z');
  const { steps, zone } = seriesOf({ ...span, unit: 'hour', from, to: at('2026-10-25T03:00Z') }, new Map());
  expect(steps.map((step) => step.at.toISOString().slice(11, 16))).toEqual([
    '00:00',
    '01:00',
    '02:00',
    '03:00',
  ]);
  expect(zone).toBe('Europe/Berlin');
});

it('has what was decided after the end, and the newest fifty steps', () => {
  const late = seriesOf({ ...span, unit: 'day' }, new Map([['2026-11-02', 1]]));
  expect(late.steps.at(-1)).toEqual({ at: at('2026-11-02'), count: 1 });
  const weeks = seriesOf({ ...span, unit: 'week', from: at('2024-01-01') }, new Map());
  expect(weeks.steps).toHaveLength(50);
  expect(weeks.steps.at(-1)?.at).toEqual(at('2026-10-26'));
});
