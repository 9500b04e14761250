import type { Bar, Chart, Tile } from '../../../infra/charts/index.js';
import type { Texts } from '../../../locales/index.js';
import { momentIn, percentOf, seriesColumns, type SeriesTitles } from '../../statistics/index.js';
import type { AllowlistStatistics } from '../figures/allowlist-statistics.service.js';
import type { Figures } from '../figures/statistics.rules.js';

/** The picture beside the words, in the language of who opened it. */
export function allowlistStatisticsChart(
  { at, zone, allowlist, figures, series }: AllowlistStatistics,
  texts: Texts,
): Chart {
  const t = texts.allowlistStatistics.picture;
  return {
    title: allowlist.allowlistData.title,
    subtitle: texts.statistics.picture.subtitle(momentIn(at, zone, texts), zone),
    parts: [
      { kind: 'tiles', tiles: tilesOf(figures, texts) },
      { kind: 'bars', heading: t.funnel, bars: funnelOf(figures, texts) },
      { kind: 'bars', heading: t.who, bars: whoOf(figures, texts) },
      seriesColumns(series, entriesTitles(series, texts), texts),
    ],
  };
}

/** Of the entries over time. */
export const entriesTitles = (
  { unit }: AllowlistStatistics['series'],
  { allowlistStatistics: t }: Texts,
): SeriesTitles => ({ heading: t.entriesPer[unit], empty: t.nobody });

/** `2.5`, `171`: a tenth only where it says something. */
export const perPlace = ({ competitiveness }: Figures, texts: Texts): string =>
  texts.common.number(
    competitiveness < 10 ? Math.round(competitiveness * 10) / 10 : Math.round(competitiveness),
  );

function tilesOf(figures: Figures, texts: Texts): Tile[] {
  const t = texts.allowlistStatistics.picture;
  const { entries, places, looked, conversionRate, before, retentionRate } = figures;
  return [
    { label: t.entries, shown: texts.common.number(entries) },
    { label: t.competition, shown: places === undefined ? '–' : perPlace(figures, texts) },
    { label: t.conversion, shown: looked === 0 ? '–' : percentOf(conversionRate, texts) },
    { label: t.retention, shown: before === 0 ? '–' : percentOf(retentionRate, texts) },
  ];
}

function funnelOf({ looked, pressed, entries }: Figures, texts: Texts): Bar[] {
  const t = texts.allowlistStatistics.picture;
  return [
    bar(t.looked, { value: looked, of: looked }, 'first', texts),
    bar(t.pressed, { value: pressed, of: looked }, 'second', texts),
    bar(t.entered, { value: entries, of: looked }, 'good', texts),
  ];
}

function whoOf({ entries, returning }: Figures, texts: Texts): Bar[] {
  const t = texts.allowlistStatistics.picture;
  // All of them first: each line is drawn against the longest.
  return [
    bar(t.entered, { value: entries, of: entries }, 'second', texts),
    bar(t.returning, { value: returning, of: entries }, 'good', texts),
    bar(t.newcomers, { value: Math.max(0, entries - returning), of: entries }, 'first', texts),
  ];
}

const bar = (
  label: string,
  { value, of }: { readonly value: number; readonly of: number },
  tone: Bar['tone'] & string,
  texts: Texts,
): Bar => ({
  label,
  value,
  tone,
  shown: texts.common.number(value),
  note: of === 0 ? '–' : percentOf(Math.min(1, value / of), texts),
});
