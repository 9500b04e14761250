import { ACCENT, button, container, row, separator, text, type View } from '../../../infra/discord/index.js';
import { mentionOf } from '../../../kernel/discord-text.js';
import { isPseudonym } from '../../../kernel/pseudonym.js';
import type { Texts } from '../../../locales/index.js';
import type { Board, RankedPlace } from '../../points/index.js';
import { leaderboardPageId, openLeaderboardId } from '../points/points.custom-ids.js';

/** A page of a board, and the reader's own place wherever it is. Nobody who is named is pinged. */
export function leaderboardView(board: Board, texts: Texts): View {
  const { leaderboard: t } = texts;
  const { kind, period, places } = board;
  const lines = places.map((place) => placeLine(place, board, texts));
  return [
    container(
      places.length === 0 ? ACCENT.muted : ACCENT.brand,
      text(`${t.title[kind]}\n${kind === 'week' ? t.week(period) : t.all}`),
      separator(),
      text(lines.length === 0 ? t.empty[kind] : lines.join('\n')),
      separator(),
      text(ownLine(board, texts)),
      row(...pageButtons(board, texts)),
    ),
  ];
}

function placeLine({ rank, discordId, points }: RankedPlace, { own }: Board, texts: Texts): string {
  const { leaderboard: t, common } = texts;
  const who = isPseudonym(discordId) ? t.former : mentionOf(discordId);
  const line = t.place(common.number(rank), who, points);
  return discordId === own?.discordId ? `${line} ←` : line;
}

function ownLine({ own, rankedMembers }: Board, { leaderboard: t, common }: Texts): string {
  if (own === null) return t.ownNone(rankedMembers);
  return t.own(common.number(own.rank), common.number(rankedMembers), own.points);
}

/** The other board, and of the pages only the directions that lead somewhere. */
function pageButtons({ kind, period, places, hasPrevious, hasNext }: Board, texts: Texts) {
  const to = (direction: 'before' | 'after', place: RankedPlace | undefined): string =>
    leaderboardPageId.build({
      period,
      direction,
      points: String(place?.points ?? 0),
      discordId: place?.discordId ?? '0',
    });
  const other = kind === 'all' ? 'week' : 'all';
  return [
    ...(hasPrevious ? [button(to('before', places[0]), texts.common.previous)] : []),
    ...(hasNext ? [button(to('after', places.at(-1)), texts.common.next)] : []),
    button(openLeaderboardId.build({ kind: other }), texts.leaderboard.show[other]),
  ];
}
