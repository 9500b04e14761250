import {
  ACCENT,
  button,
  container,
  linkButton,
  literal,
  picture,
  type Picture,
  row,
  separator,
  type Shown,
  text,
} from '../../../infra/discord/index.js';
import { messageLink, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import { percentOf, seriesWords } from '../../statistics/index.js';
import type { AllowlistStatistics } from '../figures/allowlist-statistics.service.js';
import { refreshStatisticsId } from '../figures/statistics.custom-ids.js';
import { type Advice, ENOUGH, type Figures } from '../figures/statistics.rules.js';
import { entriesTitles, perPlace } from './allowlist-statistics.chart.js';

/** @param png the picture; without one the words are all there is, and they say everything */
export function allowlistStatisticsView(
  statistics: AllowlistStatistics,
  png: Buffer | undefined,
  texts: Texts,
): Shown {
  const t = texts.allowlistStatistics;
  const { allowlist, figures, series, at } = statistics;
  const chart = png && pictureOf(statistics, png, texts);
  const view = [
    container(
      ACCENT.brand,
      text(texts.statistics.title(literal(allowlist.allowlistData.title))),
      ...(chart === undefined ? [] : [picture(chart)]),
      text(figureLines(figures, texts)),
      text(seriesWords(series, entriesTitles(series, texts), texts)),
      separator(),
      text(`${texts.statistics.advice.title}\n${adviceLines(statistics, texts)}`),
      text(t.note(relativeTime(at))),
      buttonsOf(statistics, texts),
    ),
  ];
  return chart === undefined ? view : { view, pictures: [chart] };
}

function pictureOf({ allowlist, figures }: AllowlistStatistics, bytes: Buffer, texts: Texts): Picture {
  const { looked, pressed, entries } = figures;
  const description = texts.allowlistStatistics.picture.alt(
    allowlist.allowlistData.title,
    looked,
    pressed,
    entries,
  );
  return { name: 'statistics.png', bytes, description };
}

function figureLines(figures: Figures, texts: Texts): string {
  const t = texts.allowlistStatistics;
  const { views, looked, pressed, entries, held, tickets, conversionRate, places } = figures;
  const { newestDay, dayBefore } = figures;
  const share = (value: number): string => percentOf(looked === 0 ? 0 : value / looked, texts);
  return [
    `- ${t.looked(looked, views)}`,
    `- ${t.pressed(pressed, share(pressed))}`,
    `- ${t.entered(entries, percentOf(conversionRate, texts), tickets)}`,
    ...(held > 0 ? [`  - ${texts.manageAllowlist.held(held)}`] : []),
    `- ${places === undefined ? t.everyone : t.competition(perPlace(figures, texts), places)}`,
    `- ${t.trend(newestDay, dayBefore)}`,
    ...retentionLines(figures, texts),
  ].join('\n');
}

function retentionLines({ entries, returning, ...figures }: Figures, texts: Texts): string[] {
  const t = texts.allowlistStatistics;
  const { returningRate, before, stayed, retentionRate } = figures;
  const newcomers = Math.max(0, entries - returning);
  const who =
    entries === 0
      ? []
      : [
          `- ${t.returning(returning, percentOf(returningRate, texts))}`,
          `- ${t.newcomers(newcomers, percentOf(newcomers / entries, texts))}`,
        ];
  return [...who, `- ${before === 0 ? t.first : t.stayed(stayed, before, percentOf(retentionRate, texts))}`];
}

function adviceLines({ advice, figures, allowlist }: AllowlistStatistics, texts: Texts): string {
  const t = texts.allowlistStatistics.advice;
  const { looked, pressed, entries, held, places = 0, returningRate, retentionRate } = figures;
  const share = (part: number, whole: number): string => percentOf(part / Math.max(whole, 1), texts);
  const isOpen = ['active', 'paused'].includes(allowlist.allowlistData.status);
  const words: Record<Advice, () => string> = {
    few: () => t.few(ENOUGH, looked),
    unpressed: () => t.unpressed(share(pressed, looked)),
    refused: () => t.refused(share(entries + held, pressed)),
    held: () => t.held(held),
    roomy: () => (isOpen ? t.roomy(entries, places) : t.roomyEnded(entries, places)),
    crowded: () => t.crowded(perPlace(figures, texts)),
    regulars: () => t.regulars(percentOf(returningRate, texts)),
    lost: () => t.lost(percentOf(retentionRate, texts)),
    fine: () => t.fine(percentOf(figures.conversionRate, texts)),
  };
  return advice.map((kind) => words[kind]()).join('\n');
}

function buttonsOf({ allowlist }: AllowlistStatistics, texts: Texts): ReturnType<typeof row> {
  const { _id, guildId, channelId, messageId } = allowlist;
  const refresh = button(
    refreshStatisticsId.build({ connectionId: _id.toHexString() }),
    texts.statistics.refresh,
  );
  return messageId === undefined
    ? row(refresh)
    : row(refresh, linkButton(messageLink(guildId, channelId, messageId), texts.common.open));
}
