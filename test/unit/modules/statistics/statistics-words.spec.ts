import { textsOf } from '../../../../src/locales/index.js';
import { stepName } from '../../../../src/modules/statistics/statistics-words.js';

it('names hours in the zone of the community, and days as they are', () => {
  const hour = { at: new Date('2026-11-23T23:00:00Z'), count: 1 };
  const hours = { unit: 'hour', steps: [hour], zone: 'Europe/Berlin' } as const;
  expect(stepName(hour, hours, textsOf('en-US'))).toBe('Tue 00:00');
  const day = { at: new Date('2026-11-23T00:00:00Z'), count: 1 };
  expect(stepName(day, { unit: 'day', steps: [day], zone: 'UTC' }, textsOf('de'))).toBe('23. Nov.');
});
