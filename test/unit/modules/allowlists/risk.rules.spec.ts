import { RecentPresses } from '../../../../src/modules/allowlists/risk/recent-presses.js';
import {
  assess,
  nameStem,
  RISK_SIGNALS,
  verdictOf,
} from '../../../../src/modules/allowlists/risk/risk.rules.js';

const HONEST = {
  'account-age': 900,
  'time-on-server': 900,
  'join-burst': 0,
  'wallet-seen': 0,
  'name-similarity': 0,
  timing: 60,
};

describe('the score of a press', () => {
  it('is nothing where nothing is noticed', () => {
    expect(assess(HONEST)).toEqual({ score: 0, noticed: [], unchecked: [] });
  });

  it.each(RISK_SIGNALS.flatMap((rule) => rule.steps.map((step) => ({ ...rule, ...step }))))(
    'grows by $weight for $name $worse $limit',
    ({ name, worse, limit, weight }) => {
      const [within, beyond] = worse === 'below' ? [limit - 0.5, limit] : [limit, limit - 1];
      expect(assess({ ...HONEST, [name]: within }).score).toBe(weight);
      expect(assess({ ...HONEST, [name]: beyond }).score).toBeLessThan(weight);
    },
  );

  it('ends at 100, the heaviest first; what was not looked at weighs nothing', () => {
    const all = { ...HONEST, 'account-age': 0, 'join-burst': 99, 'wallet-seen': 99, 'name-similarity': null };
    const { score, noticed, unchecked } = assess(all);
    expect(score).toBe(100);
    expect(noticed.map(({ name }) => name)).toEqual(['wallet-seen', 'account-age', 'join-burst']);
    expect(unchecked).toEqual(['name-similarity']);
  });
});

it.each([
  [59, {}, 'accept'],
  [60, {}, 'hold'],
  [100, {}, 'hold'],
  [100, { holdFrom: 101 }, 'accept'],
  [80, { refuseFrom: 80 }, 'refuse'],
  [79, { refuseFrom: 80 }, 'hold'],
] as const)('a score of %s with thresholds %j: %s', (score, rule, verdict) => {
  expect(verdictOf(score, rule)).toBe(verdict);
});

it('no signal alone holds anybody, but a wallet that several others have', () => {
  const alone = RISK_SIGNALS.filter(({ steps }) => verdictOf(steps[0]!.weight, {}) !== 'accept');
  expect(alone.map(({ name }) => name)).toEqual(['wallet-seen']);
});

describe('the last presses', () => {
  const at = new Date('2026-05-01T12:00:00Z');

  it('tell who joined together and whose names are alike; who presses again is no other', () => {
    const presses = new RecentPresses();
    for (const discordId of ['1', '2', '2'])
      presses.note('a', { discordId, username: `Moon_Cat ${discordId}0`, joinedAt: at });
    presses.note('a', { discordId: '3', username: 'Ana', joinedAt: new Date(at.getTime() + 3_600_000) });
    presses.note('b', { discordId: '4', username: 'mooncat', joinedAt: at });
    const press = { discordId: '5', username: 'mooncat-99', joinedAt: at };
    expect(presses.note('a', press)).toEqual({ joinedTogether: 2, similarNames: 2 });
    expect(presses.note('a', { ...press, joinedAt: null })).toEqual({
      joinedTogether: null,
      similarNames: 2,
    });
    expect(nameStem('Ｍoon－Cat_001')).toBe('mooncat');
  });

  it('of short names say nothing', () => {
    const presses = new RecentPresses();
    for (const discordId of ['1', '2', '3'])
      expect(presses.note('a', { discordId, username: 'bo', joinedAt: at }).similarNames).toBe(0);
  });
});
