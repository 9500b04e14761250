import type { Bar, Chart, ChartPart, Tile } from '../../../infra/charts/index.js';
import type { Texts } from '../../../locales/index.js';
import { momentIn, percentOf, seriesColumns } from '../../statistics/index.js';
import type { TaskStatistics } from '../figures/task-statistics.service.js';
import { ENOUGH, type Figures } from '../figures/statistics.rules.js';
import { seriesTitles, spanWords } from './statistics-words.js';

const MOST_TASKS = 6;

/** The picture beside the words, in the language of who opened it. */
export function statisticsChart(statistics: TaskStatistics, texts: Texts): Chart {
  const { at, zone, post, campaign, figures, series } = statistics;
  const t = texts.statistics.picture;
  const when = momentIn(at, zone, texts);
  return {
    title: campaign?.name ?? post.taskData.title,
    subtitle:
      campaign === undefined ? t.subtitle(when, zone) : t.campaignSubtitle(campaign.tasks.length, when, zone),
    parts: [
      { kind: 'tiles', tiles: tilesOf(figures, texts) },
      { kind: 'bars', heading: t.funnel, bars: funnelOf(figures, texts) },
      ...(campaign === undefined ? [] : [tasksOf(campaign, texts)]),
      seriesColumns(series, seriesTitles(series, texts), texts),
    ],
  };
}

function tilesOf(figures: Figures, texts: Texts): Tile[] {
  const { success, engagement, average, responses } = texts.statistics.picture;
  const { decided, successRate, score, averageSeconds, completions, reactions, replies } = figures;
  const { number } = texts.common;
  const tone = successRate < 0.5 ? 'warning' : 'good';
  return [
    {
      label: success,
      shown: decided === 0 ? '–' : percentOf(successRate, texts),
      ...(decided >= ENOUGH && { tone }),
    },
    { label: engagement, shown: `${number(Math.round(score))} / ${number(100)}` },
    { label: average, shown: completions === 0 ? '–' : spanWords(averageSeconds, texts) },
    { label: responses, shown: `${number(reactions)} · ${number(replies)}` },
  ];
}

function funnelOf({ uniqueViews, starts, completions }: Figures, texts: Texts): Bar[] {
  const { looked, started, completed } = texts.statistics.picture;
  const reached = Math.max(uniqueViews, starts, 1);
  const bar = (label: string, value: number, tone: Bar['tone'] & string): Bar => ({
    label,
    value,
    tone,
    shown: texts.common.number(value),
    note: percentOf(value / reached, texts),
  });
  return [
    bar(looked, uniqueViews, 'first'),
    bar(started, starts, 'second'),
    bar(completed, completions, 'good'),
  ];
}

function tasksOf({ tasks }: NonNullable<TaskStatistics['campaign']>, texts: Texts): ChartPart {
  const bars = tasks.slice(0, MOST_TASKS).map(({ title, figures }, index): Bar => ({
    // A title may have no sign that the font has.
    label: `${String(index + 1)}. ${title}`,
    value: figures.completions,
    tone: 'good',
    shown: texts.common.number(figures.completions),
    note: figures.decided === 0 ? '–' : percentOf(figures.successRate, texts),
  }));
  return { kind: 'bars', heading: texts.statistics.picture.tasks, bars };
}
