import { ENGAGEMENT_WEIGHTS } from '../../../src/modules/tasks/figures/derived-figures.js';

/** A figure whose formula readers look for. */
export interface Formula {
  readonly collection: string;
  readonly figure: string;
  /** Where the field's description doesn't say it whole. */
  readonly is?: string;
}

const task = (figure: string, is?: string): Formula => ({
  collection: 'discord_task_posts',
  figure,
  ...(is !== undefined && { is }),
});
const allowlist = (figure: string): Formula => ({ collection: 'discord_allowlist_connections', figure });

const { startRate, conversionRate, acceptance, response } = ENGAGEMENT_WEIGHTS;
const ENGAGEMENT =
  `${String(startRate)} × startRate + ${String(conversionRate)} × conversionRate + ` +
  `${String(acceptance)} × (1 − rejectionRate; 0 until somebody starts) + ${String(response)} × responseRate.`;

export const formulas: readonly Formula[] = [
  task('interactionStats.starts'),
  task('interactionStats.conversionRate'),
  task('interactionStats.averageCompletionTime'),
  task('analytics.engagementScore', ENGAGEMENT),
  task('analytics.performanceMetrics.reach'),
  task('analytics.performanceMetrics.startRate'),
  task('analytics.performanceMetrics.medianMinutes'),
  task('analytics.performanceMetrics.rejectionRate'),
  task('analytics.performanceMetrics.responseRate'),
  allowlist('analytics.competitiveness'),
  allowlist('analytics.popularityTrend'),
  allowlist('analytics.conversionRate'),
  allowlist('analytics.retention.returningRate'),
  allowlist('analytics.retention.retentionRate'),
];
