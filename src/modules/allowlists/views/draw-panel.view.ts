import { type APIComponentInContainer, ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  channelSelect,
  container,
  literal,
  row,
  selectRow,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { channelMention, messageLink, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import { manageAllowlistId } from '../life/manage.custom-ids.js';
import { picksId } from '../picks/picks.custom-ids.js';
import type { DrawStanding } from '../proofs/draw-standing.rules.js';
import type { DrawPanel, FoundDraw } from '../steering/draw-panel.service.js';
import {
  askDrawNowId,
  chooseDrawId,
  drawNowId,
  drawPanelId,
  tellInId,
  winnersId,
} from '../steering/steering.custom-ids.js';
import type { Draw } from '../schemas/draw.schema.js';
import { foundTitlesView } from './manage-allowlist.view.js';

type Button = Parameters<typeof row>[number];

/** How a draw stands, and what this member may do about it now. */
export function drawPanelView(panel: DrawPanel, texts: Texts): View {
  const { allowlist, said } = panel;
  const t = texts.steering;
  const buttons = buttonsOf(panel, texts);
  return [
    container(
      ACCENT.brand,
      ...(said === undefined ? [] : [text(said(texts)), separator()]),
      text(`${t.title(literal(allowlist.allowlistData.title))}\n${progressWords(panel, texts)}`),
      separator(),
      text(factsOf(panel, texts).join('\n')),
      ...troubleParts(panel, texts),
      ...(buttons.length === 0 ? [] : [row(...buttons)]),
    ),
  ];
}

/** Its channel can't be used: what managers may do about it. */
function troubleParts({ allowlist, trouble }: DrawPanel, texts: Texts): APIComponentInContainer[] {
  if (trouble === undefined) return [];
  const { channelId, isGone, mayMove } = trouble;
  const connectionId = allowlist._id.toHexString();
  const t = texts.steering.channel;
  const channel = channelMention(channelId);
  const words = isGone ? t.gone : t.closed(channel);
  if (!mayMove) return [text(`${words}\n${t.mayStand}`)];
  const select = channelSelect(tellInId.build({ connectionId }), t.choose);
  return [text(`${words}\n${t.elsewhere}`), selectRow(select)];
}

/** Asked before it is closed: that can't be undone. */
export function drawNowView(panel: DrawPanel, texts: Texts): View {
  const { allowlist, progress } = panel;
  if (progress !== 'open' && progress !== 'paused') return drawPanelView(panel, texts);
  const connectionId = allowlist._id.toHexString();
  const { title, kind } = allowlist.allowlistData;
  const { entries, held } = allowlist.entryManagement.totals;
  const t = texts.steering.ask;
  const lines = [
    t.title(literal(title)),
    t.closes(entries),
    ...(held > 0 ? [t.held(held)] : []),
    t.follows[kind],
  ];
  return [
    container(
      ACCENT.warning,
      text(lines.join('\n')),
      row(
        button(drawNowId.build({ connectionId }), t.yes, ButtonStyle.Danger),
        button(drawPanelId.build({ connectionId }), t.no),
      ),
    ),
  ];
}

/** The allowlist that was chosen, or those that can be. */
export const foundDrawView = (found: FoundDraw, texts: Texts): View =>
  found.kind === 'one'
    ? drawPanelView(found.panel, texts)
    : foundTitlesView(found, { newest: texts.steering.newest, chooseId: chooseDrawId.pattern }, texts);

function progressWords({ allowlist, standing, progress }: DrawPanel, { steering: t }: Texts): string {
  const { startsAt, endsAt } = allowlist.allowlistData;
  if (progress === 'scheduled') return t.progress.scheduled(relativeTime(startsAt ?? endsAt));
  if (progress === 'open' || progress === 'paused') return t.progress[progress](relativeTime(endsAt));
  if (progress === 'judging')
    return t.progress.judging(judgedIn(standing), ranksOf(allowlist.allowlistData.winnerCount, standing));
  if (progress !== 'waiting' && progress !== 'overdue') return t.progress[progress];
  const round = standing?.round;
  return round === undefined ? t.progress.seed : t.progress[progress](round.number, relativeTime(round.at));
}

const judgedIn = (standing: DrawStanding | null): number =>
  (standing?.draw.winners.length ?? 0) + (standing?.draw.disqualified.length ?? 0);

/** Ranks that hold a place, or held one. */
function ranksOf(places: number | undefined, standing: DrawStanding | null): number {
  if (standing === null) return 0;
  const { entryCount, disqualified } = standing.draw;
  return Math.min(entryCount, (places ?? entryCount) + disqualified.length);
}

function factsOf({ allowlist, standing }: DrawPanel, texts: Texts): string[] {
  const { kind } = allowlist.allowlistData;
  const t = texts.steering;
  if (standing === null) return [t.kinds[kind], `- ${t.entered(allowlist.entryManagement.totals.entries)}`];
  const { draw, hash } = standing;
  const listed = draw.frozenAt === undefined ? [] : [`- ${t.listed(draw.entryCount)}`];
  const posted =
    draw.post === undefined || hash === undefined
      ? []
      : [`- ${t.commitment(messageLink(draw.post.guildId, draw.post.channelId, draw.post.messageId), hash)}`];
  return [t.kinds[kind], ...listed, ...posted, ...placeLines(draw, texts)];
}

function placeLines({ state, winners, disqualified }: Draw, { steering: t }: Texts): string[] {
  if (state !== 'drawn' && state !== 'announced') return [];
  const claimed = winners.filter(({ claim }) => claim === 'claimed').length;
  const open = winners.filter(({ claim, claimBy }) => claim === 'open' && claimBy !== undefined).length;
  return [
    `- ${t.places(winners.length)}`,
    ...(claimed + open > 0 ? [`- ${t.claims(claimed, open)}`] : []),
    ...(disqualified.length > 0 ? [`- ${t.passed(disqualified.length)}`] : []),
  ];
}

function buttonsOf({ allowlist, standing, progress, may }: DrawPanel, texts: Texts): Button[] {
  const connectionId = allowlist._id.toHexString();
  const t = texts.steering;
  const mayPick = standing?.draw.method === 'manual' && standing.draw.state !== 'closing';
  const picks = picksId.build({ connectionId, show: 'all', direction: 'after', anchor: 'start' });
  return [
    ...(progress === 'open' || progress === 'paused'
      ? [button(askDrawNowId.build({ connectionId }), t.start, ButtonStyle.Danger)]
      : []),
    ...(mayPick ? [button(picks, texts.picks.open, ButtonStyle.Primary)] : []),
    ...(progress === 'announced' ? [button(winnersId.build({ connectionId, page: '0' }), t.winners)] : []),
    ...(may.has('allowlists.run') ? [button(manageAllowlistId.build({ connectionId }), t.manage)] : []),
  ];
}
