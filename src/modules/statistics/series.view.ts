import type { ChartPart } from '../../infra/charts/index.js';
import type { Texts } from '../../locales/index.js';
import type { Series } from './series.rules.js';
import { stepName } from './statistics-words.js';

/** What a series is called, and what is said where it has nothing. */
export interface SeriesTitles {
  readonly heading: string;
  readonly empty: string;
}

/** The series as columns of a picture. */
export const seriesColumns = (series: Series, { heading, empty }: SeriesTitles, texts: Texts): ChartPart => ({
  kind: 'columns',
  heading,
  columns: series.steps.map((step) => ({ label: stepName(step, series, texts), value: step.count })),
  written: texts.common.number,
  empty,
});

/** What those columns show, in words. */
export function seriesWords(series: Series, { heading, empty }: SeriesTitles, texts: Texts): string {
  const some = series.steps.filter(({ count }) => count > 0);
  const steps = some
    .map((step) => `${stepName(step, series, texts)} ${texts.common.number(step.count)}`)
    .join(' · ');
  const words = some.length === series.steps.length ? steps : texts.statistics.othersNone(steps);
  return `**${heading}**\n${some.length === 0 ? empty : words}`;
}
