import type { mongo } from 'mongoose';

/** What the shares and the score of a task are made of. */
export interface CountedFigures {
  readonly uniqueViews: number;
  readonly starts: number;
  readonly completions: number;
  readonly rejections: number;
  readonly reactions: number;
  readonly replies: number;
}

/** In percent. */
export const ENGAGEMENT_WEIGHTS = {
  startRate: 35,
  conversionRate: 35,
  acceptance: 15,
  response: 15,
} as const;

/**
 * How much members did with a card, 0 to 100; each share is between 0 and 1:
 *
 * - **reached** = max(starts, uniqueViews, 1): members who came near it
 * - **startRate** = starts ÷ reached
 * - **conversionRate** = completions ÷ reached
 * - **acceptance** = 1 − rejections ÷ starts; 0 until somebody starts
 * - **response** = (reactions + replies) ÷ reached, at most 1
 *
 * score = 35 × startRate + 35 × conversionRate + 15 × acceptance + 15 × response
 *
 * It never falls with a completion, a reaction, a reply, or with a start of somebody who had looked; it never
 * rises with a rejection, or with a look of somebody who does nothing.
 */
export function engagementScore(figures: CountedFigures): number {
  const { uniqueViews, starts, completions, rejections, reactions, replies } = figures;
  const reached = Math.max(starts, uniqueViews, 1);
  const acceptance = starts === 0 ? 0 : 1 - Math.min(1, rejections / starts);
  return (
    ENGAGEMENT_WEIGHTS.startRate * (starts / reached) +
    ENGAGEMENT_WEIGHTS.conversionRate * Math.min(1, completions / reached) +
    ENGAGEMENT_WEIGHTS.acceptance * acceptance +
    ENGAGEMENT_WEIGHTS.response * Math.min(1, (reactions + replies) / reached)
  );
}

const STATS = '$interactionStats';
const METRICS = '$analytics.performanceMetrics';
const REACHED = { $max: [`${STATS}.starts`, `${STATS}.uniqueViews`, 1] };

const share = (part: unknown, whole: unknown): mongo.Document => ({ $min: [1, { $divide: [part, whole] }] });
const weighed = (weight: keyof typeof ENGAGEMENT_WEIGHTS, of: unknown): mongo.Document => ({
  $multiply: [ENGAGEMENT_WEIGHTS[weight], of],
});

/** What `engagementScore` says, computed by MongoDB with the row's own values: two writers never disagree. */
export const DERIVED_FIGURES: readonly mongo.Document[] = [
  {
    $set: {
      'interactionStats.starts': {
        $max: [{ $ifNull: [`${STATS}.attempts`, 0] }, { $ifNull: [`${STATS}.pressed`, 0] }],
      },
    },
  },
  {
    $set: {
      'interactionStats.conversionRate': share(`${STATS}.completions`, REACHED),
      'analytics.performanceMetrics.startRate': share(`${STATS}.starts`, REACHED),
      'analytics.performanceMetrics.rejectionRate': share(`${STATS}.rejections`, {
        $max: [`${STATS}.starts`, 1],
      }),
      'analytics.performanceMetrics.responseRate': share(
        { $add: [{ $sum: '$engagement.reactions.count' }, { $ifNull: ['$engagement.replies', 0] }] },
        REACHED,
      ),
    },
  },
  {
    $set: {
      'analytics.engagementScore': {
        $add: [
          weighed('startRate', `${METRICS}.startRate`),
          weighed('conversionRate', `${STATS}.conversionRate`),
          weighed('acceptance', {
            $cond: [{ $eq: [`${STATS}.starts`, 0] }, 0, { $subtract: [1, `${METRICS}.rejectionRate`] }],
          }),
          weighed('response', `${METRICS}.responseRate`),
        ],
      },
    },
  },
];
