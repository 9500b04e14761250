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
import { type Advice, ENOUGH, type Figures } from '../figures/statistics.rules.js';
import type { TaskStatistics } from '../figures/task-statistics.service.js';
import { statisticsPageId } from '../tasks.custom-ids.js';
import { seriesTitles, shortTitle, shownEmoji, spanWords } from './statistics-words.js';

const MOST_TASKS = 6;
const MOST_EMOJI = 10;

/** @param png the picture; without one the words are all there is, and they say everything */
export function statisticsView(statistics: TaskStatistics, png: Buffer | undefined, texts: Texts): Shown {
  const chart = png && pictureOf(statistics, png, texts);
  const { figures, advice, at, series } = statistics;
  const view = [
    container(
      ACCENT.brand,
      text(titleOf(statistics, texts)),
      ...(chart === undefined ? [] : [picture(chart)]),
      text(figureLines(figures, texts)),
      text(seriesWords(series, seriesTitles(series, texts), texts)),
      ...taskLines(statistics, texts),
      separator(),
      text(`${texts.statistics.advice.title}\n${adviceLines(advice, figures, texts)}`),
      text(texts.statistics.note(relativeTime(at))),
      buttonsOf(statistics, texts),
    ),
  ];
  return chart === undefined ? view : { view, pictures: [chart] };
}

function pictureOf({ campaign, post, figures }: TaskStatistics, bytes: Buffer, texts: Texts): Picture {
  const { uniqueViews, starts, completions } = figures;
  const about = campaign?.name ?? post.taskData.title;
  const description = texts.statistics.picture.alt(about, uniqueViews, starts, completions);
  return { name: 'statistics.png', bytes, description };
}

function titleOf({ campaign, post }: TaskStatistics, texts: Texts): string {
  const { title, campaignTitle } = texts.statistics;
  return campaign === undefined
    ? title(literal(post.taskData.title))
    : campaignTitle(literal(campaign.name), campaign.tasks.length);
}

function figureLines(figures: Figures, texts: Texts): string {
  const t = texts.statistics;
  const { completions, unfinished, waiting, rejections, decided } = figures;
  return [
    `- ${t.looked(figures.views, figures.uniqueViews)}`,
    `- ${t.started(figures.starts)}`,
    ...(unfinished > 0 ? [`  - ${t.unfinished(unfinished)}`] : []),
    ...(waiting > 0 ? [`  - ${t.waiting(waiting)}`] : []),
    ...(rejections > 0 ? [`  - ${t.rejected(rejections)}`] : []),
    `- ${t.completed(completions, percentOf(figures.conversionRate, texts))}`,
    ...(decided > 0 ? [`- ${t.success(percentOf(figures.successRate, texts), decided)}`] : []),
    ...(completions > 0 ? [`- ${t.average(spanWords(figures.averageSeconds, texts))}`] : []),
    `- ${t.reactions(figures.reactions)}${emojiOf(figures, texts)}`,
    `- ${t.replies(figures.replies)}`,
    `- ${t.score(texts.common.number(Math.round(figures.score)))}`,
  ].join('\n');
}

function emojiOf({ reactionsByEmoji }: Figures, texts: Texts): string {
  const each = reactionsByEmoji
    .slice(0, MOST_EMOJI)
    .map(({ emoji, count }) => `${shownEmoji(emoji)} ${texts.common.number(count)}`);
  return each.length === 0
    ? ''
    : ` (${each.join(' · ')}${reactionsByEmoji.length > MOST_EMOJI ? ' · …' : ''})`;
}

function taskLines({ campaign }: TaskStatistics, texts: Texts): ReturnType<typeof text>[] {
  if (campaign === undefined) return [];
  const { tasks, inCampaign, andMore } = texts.statistics;
  const lines = campaign.tasks.slice(0, MOST_TASKS).map(({ title, figures }) => {
    const share = figures.decided === 0 ? '–' : percentOf(figures.successRate, texts);
    return inCampaign(literal(shortTitle(title)), figures.starts, figures.completions, share);
  });
  const more = campaign.tasks.length - lines.length;
  return [text(`**${tasks}**\n${lines.join('\n')}${more > 0 ? `\n-# ${andMore(more)}` : ''}`)];
}

function adviceLines(advice: readonly Advice[], figures: Figures, texts: Texts): string {
  const t = texts.statistics.advice;
  const share = percentOf(figures.successRate, texts);
  const words: Record<Advice, () => string> = {
    few: () => t.few(ENOUGH, figures.decided),
    rejected: () => t.rejected(share),
    unfinished: () => t.unfinished(share),
    easy: () => t.easy(share),
    balanced: () => t.balanced(share),
    unstarted: () => t.unstarted(percentOf(figures.starts / Math.max(figures.uniqueViews, 1), texts)),
  };
  return advice.map((kind) => words[kind]()).join('\n');
}

function buttonsOf({ post, campaign }: TaskStatistics, texts: Texts): ReturnType<typeof row> {
  const { refresh, wholeCampaign, thisTask } = texts.statistics;
  const postId = post._id.toHexString();
  const page = (of: 'task' | 'campaign', label: string) =>
    button(statisticsPageId.build({ of, postId }), label);
  const { guildId, channelId, messageId } = post;
  return row(
    page(campaign === undefined ? 'task' : 'campaign', refresh),
    ...(campaign !== undefined ? [page('task', thisTask)] : []),
    ...(campaign === undefined && post.taskData.campaign !== undefined
      ? [page('campaign', wholeCampaign)]
      : []),
    ...(messageId === undefined
      ? []
      : [linkButton(messageLink(guildId, channelId, messageId), texts.common.open)]),
  );
}
