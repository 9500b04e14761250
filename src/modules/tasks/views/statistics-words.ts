import { truncate } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';
import type { Series, SeriesTitles } from '../../statistics/index.js';

/** Of the completions over time. */
export const seriesTitles = ({ unit }: Series, { statistics: t }: Texts): SeriesTitles => ({
  heading: t.completions[unit],
  empty: t.nobody,
});

const UNITS = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
  ['seconds', 1],
] as const;

/** The two largest units: `2 h 14 min`. */
export function spanWords(seconds: number, texts: Texts): string {
  let left = Math.round(seconds);
  if (left === 0) return texts.statistics.atOnce;
  const first = UNITS.findIndex(([, length]) => left >= length);
  const words = UNITS.slice(first, first + 2).map(([unit, length]) => {
    const amount = Math.floor(left / length);
    left -= amount * length;
    return amount === 0 ? '' : texts.statistics.span[unit](amount);
  });
  return words.filter((word) => word !== '').join(' ');
}

/** A custom emoji is stored as `name:id`. */
export const shownEmoji = (emoji: string): string => (/^\w+:\d+$/.test(emoji) ? `<:${emoji}>` : emoji);

const MOST_SIGNS = 40;
/** Many titles fit into one message only when each is short. */
export const shortTitle = (title: string): string =>
  Array.from(title).length <= MOST_SIGNS ? title : `${truncate(title, MOST_SIGNS - 1).trimEnd()}…`;
