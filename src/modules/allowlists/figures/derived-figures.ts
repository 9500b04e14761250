import type { mongo } from 'mongoose';

const ENTRIES = '$entryManagement.totals.entries';
const RETENTION = '$analytics.retention';

const share = (part: string, ...wholes: readonly string[]): mongo.Document => ({
  $min: [1, { $divide: [{ $ifNull: [part, 0] }, { $max: [...wholes, 1] }] }],
});

/** The shares of an allowlist, by MongoDB with the row's own values: those who count what never disagree. */
export const DERIVED_FIGURES: mongo.Document = {
  $set: {
    'analytics.conversionRate': share(ENTRIES, ENTRIES, '$analytics.uniqueViews'),
    'analytics.retention.returningRate': share(`${RETENTION}.returning`, ENTRIES),
    'analytics.retention.retentionRate': share(`${RETENTION}.stayed`, `${RETENTION}.before`),
  },
};
