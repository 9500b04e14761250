import { catalogues, textsOf } from '../../../../../src/locales/index.js';
import type { TaskStatistics } from '../../../../../src/modules/tasks/figures/task-statistics.service.js';
import { type Advice, figuresOf } from '../../../../../src/modules/tasks/figures/statistics.rules.js';
import { spanWords } from '../../../../../src/modules/tasks/views/statistics-words.js';
import { statisticsChart } from '../../../../../src/modules/tasks/views/statistics.chart.js';
import { statisticsView } from '../../../../../src/modules/tasks/views/statistics.view.js';
import { aTaskPost } from '../../../../support/builders/index.js';

const english = textsOf('en-US');

/** As much as there can be. */
function everything(advice: readonly Advice[]): TaskStatistics {
  const title = '*'.repeat(100);
  const post = aTaskPost({ taskData: { title, campaign: '_'.repeat(50) } });
  Object.assign(post.interactionStats, {
    views: 9_999_999,
    uniqueViews: 9_999_999,
    attempts: 1_999_999,
    starts: 2_999_999,
    completions: 999_999,
    rejections: 999_998,
    averageCompletionTime: 9_999_999,
  });
  post.engagement.replies = 999_999;
  post.engagement.reactions = Array.from({ length: 20 }, (_, nth) => ({
    emoji: `${'e'.repeat(32)}:11000000000000000${String(nth + 10)}`,
    count: 99_999,
  }));
  const figures = figuresOf([post]);
  const steps = Array.from({ length: 50 }, (_, nth) => ({
    at: new Date(Date.UTC(2026, 8, 1 + nth)),
    count: 99_999,
  }));
  return {
    at: new Date('2026-11-23T12:00:00Z'),
    zone: 'America/Argentina/ComodRivadavia',
    post,
    campaign: { name: '_'.repeat(50), tasks: Array.from({ length: 100 }, () => ({ title, figures })) },
    figures,
    series: { unit: 'day', steps, zone: 'UTC' },
    advice,
  };
}

const kinds: readonly Advice[] = ['few', 'rejected', 'unfinished', 'easy', 'balanced'];

it.each(
  Object.entries(catalogues).flatMap(([locale, texts]) =>
    kinds.map((kind) => [locale, kind, texts] as const),
  ),
)('fits into one message however much there is to say: %s, %s', (_, kind, texts) => {
  const statistics = everything([kind, 'unstarted']);
  const shown = statisticsView(statistics, Buffer.from('png'), texts);
  if (!('view' in shown)) throw new Error('The picture is missing');
  const contents = [...JSON.stringify(shown.view).matchAll(/"content":("(?:[^"\\]|\\.)*")/g)];
  const length = contents.reduce((sum, [, content]) => sum + String(JSON.parse(content!)).length, 0);
  expect(length).toBeLessThanOrEqual(4_000);
  expect(shown.pictures[0]?.description.length).toBeLessThanOrEqual(1_024);
  expect(statisticsChart(statistics, texts).parts.map((part) => part.kind)).toEqual([
    'tiles',
    'bars',
    'bars',
    'columns',
  ]);
});

it('without a picture says the same in words', () => {
  const statistics = everything(['balanced']);
  const shown = statisticsView(statistics, undefined, english);
  expect(Array.isArray(shown)).toBe(true);
  expect(JSON.stringify(shown)).not.toContain('attachment://');
});

it.each([
  [0, 'at once'],
  [0.4, 'at once'],
  [59.6, '1 min'],
  [90, '1 min 30 s'],
  [3_600, '1 h'],
  [8_040, '2 h 14 min'],
  [90_061, '1 day 1 h'],
  [2 * 86_400 + 59, '2 days'],
])('%d seconds are "%s"', (seconds, words) => {
  expect(spanWords(seconds, english)).toBe(words);
});
