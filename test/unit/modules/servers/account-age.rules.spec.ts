import fc from 'fast-check';
import { assertOldEnough } from '../../../../src/modules/servers/account-age.rules.js';
import { AccountTooYoungError } from '../../../../src/modules/servers/servers.errors.js';
import { textsOf } from '../../../../src/locales/index.js';
import { aSnowflakeAt } from '../../../support/builders/index.js';

const DAY_MS = 86_400_000;

it('an account takes part from the millisecond on at which it is as old as the server asks for', () => {
  const times = fc.integer({ min: Date.UTC(2016, 0), max: Date.UTC(2040, 0) });
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 3650 }), (time, days) => {
      const id = aSnowflakeAt(new Date(time));
      const oldEnough = time + days * DAY_MS;
      expect(() => {
        assertOldEnough(id, days, new Date(oldEnough));
      }).not.toThrow();
      expect(() => {
        assertOldEnough(id, days, new Date(oldEnough - 1));
      }).toThrow(AccountTooYoungError);
    }),
  );
});

it('an account of this moment takes part where no age is asked for', () => {
  const now = new Date();
  expect(() => {
    assertOldEnough(aSnowflakeAt(now), 0, now);
  }).not.toThrow();
});

it('who is too new is told how old it must be, and from when it is', () => {
  const made = new Date('2026-03-01T12:00:00.001Z');
  try {
    assertOldEnough(aSnowflakeAt(made), 1, made);
    throw new Error('It was let in');
  } catch (error) {
    const words = (error as AccountTooYoungError).publicText(textsOf('en-US'));
    const from = Date.UTC(2026, 2, 2, 12, 0, 1) / 1000;
    expect(words).toContain('at least 1 day old');
    expect(words).toContain(`<t:${String(from)}:f>`);
  }
});
