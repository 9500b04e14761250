import fc from 'fast-check';
import {
  type CountedFigures,
  ENGAGEMENT_WEIGHTS,
  engagementScore,
} from '../../../../../src/modules/tasks/figures/derived-figures.js';

const some = fc.nat({ max: 10_000 });
/** As they can be: nobody completes or is rejected without a start. */
const figures: fc.Arbitrary<CountedFigures> = fc
  .record({
    uniqueViews: some,
    completions: some,
    rejections: some,
    waiting: some,
    reactions: some,
    replies: some,
  })
  .map(({ waiting, ...counted }) => ({
    ...counted,
    starts: counted.completions + counted.rejections + waiting,
  }));
const more = fc.integer({ min: 1, max: 1_000 });
const ROUNDING = 1e-9;

it('the score is between 0 and 100, and 0 for a card that nobody did anything with', () => {
  fc.assert(
    fc.property(figures, (counted) => {
      const score = engagementScore(counted);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100 + ROUNDING);
    }),
  );
  const none = { starts: 0, completions: 0, rejections: 0, reactions: 0, replies: 0 };
  expect(engagementScore({ ...none, uniqueViews: 500 })).toBe(0);
  expect(Object.values(ENGAGEMENT_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
  const all = { uniqueViews: 9, starts: 9, completions: 9, rejections: 0, reactions: 8, replies: 1 };
  expect(engagementScore(all)).toBe(100);
});

it.each(['completions', 'reactions', 'replies'] as const)('it never falls with more %s', (figure) => {
  fc.assert(
    fc.property(figures, more, (counted, added) => {
      const now = engagementScore({ ...counted, [figure]: counted[figure] + added });
      expect(now).toBeGreaterThanOrEqual(engagementScore(counted) - ROUNDING);
    }),
  );
});

it.each(['rejections', 'uniqueViews'] as const)('it never rises with more %s', (figure) => {
  fc.assert(
    fc.property(figures, more, (counted, added) => {
      const now = engagementScore({ ...counted, [figure]: counted[figure] + added });
      expect(now).toBeLessThanOrEqual(engagementScore(counted) + ROUNDING);
    }),
  );
});

it('it never falls when somebody who had looked starts', () => {
  fc.assert(
    fc.property(figures, more, (counted, added) => {
      const looked = { ...counted, uniqueViews: counted.starts + added };
      const now = engagementScore({ ...looked, starts: looked.starts + added });
      expect(now).toBeGreaterThanOrEqual(engagementScore(looked) - ROUNDING);
    }),
  );
});
