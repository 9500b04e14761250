import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  literal,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { mentionOf, relativeTime, roleMention } from '../../../kernel/discord-text.js';
import { snowflakeTime } from '../../../kernel/snowflake.js';
import { truncate } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';
import { announcePicksId, applicationId, askAnnounceId, pickId, picksId } from '../picks/picks.custom-ids.js';
import { placesOf, standingIn } from '../picks/picks.rules.js';
import type { Application, Picking, PicksPage, PicksShown } from '../picks/picks.service.js';
import { drawPanelId } from '../steering/steering.custom-ids.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import type { Draw } from '../schemas/draw.schema.js';

/** Of an answer on a page of several. */
const EXCERPT = 200;
/** Who is named before an announcement. */
const NAMED = 50;

type Button = Parameters<typeof row>[number];

/** A page of applications, each with what it is picked by. */
export function picksView(page: PicksPage, texts: Texts): View {
  const { allowlist, draw, entries, show } = page;
  const connectionId = allowlist._id.toHexString();
  const t = texts.picks;
  const items = entries.map((entry) => entrySection(connectionId, entry, draw, texts));
  return [
    container(
      ACCENT.brand,
      ...saidParts(page, texts),
      text(
        [
          t.title(literal(allowlist.allowlistData.title)),
          `${t.counted(draw.entryCount)} · ${pickedWords(page, texts)}`,
          `-# ${stateWords(page, texts)}`,
        ].join('\n'),
      ),
      separator(),
      ...(items.length === 0 ? [text(t.empty[show])] : items),
      ...pageRow(page, texts),
      row(
        ...otherList(connectionId, page, texts),
        ...(page.isOpen && (draw.picks.length > 0 || draw.state === 'committed')
          ? [button(askAnnounceId.build({ connectionId }), t.announce, ButtonStyle.Primary)]
          : []),
        button(drawPanelId.build({ connectionId }), t.back),
      ),
    ),
  ];
}

function entrySection(
  connectionId: string,
  entry: AllowlistEntry,
  draw: Draw,
  texts: Texts,
): APIComponentInContainer {
  const { discordId, entrant, createdAt, risk, answer } = entry;
  const t = texts.picks;
  const head = `${markOf(draw, entrant, texts)}${mentionOf(discordId)} · ${relativeTime(createdAt)} · ${t.score(risk.score)}`;
  const excerpt = answer === undefined ? t.noAnswer : quoted(truncate(answer, EXCERPT));
  return {
    type: ComponentType.Section,
    components: [text(`${head}\n${excerpt}`)],
    accessory: button(applicationId.build({ connectionId, entryId: entry._id.toHexString() }), t.look),
  };
}

function pageRow({ allowlist, show, previous, next }: PicksPage, texts: Texts): APIComponentInContainer[] {
  const connectionId = allowlist._id.toHexString();
  const to = (direction: 'before' | 'after', anchor: string): string =>
    picksId.build({ connectionId, show, direction, anchor });
  const buttons = [
    ...(previous === undefined ? [] : [button(to('before', previous), texts.common.previous)]),
    ...(next === undefined ? [] : [button(to('after', next), texts.common.next)]),
  ];
  return buttons.length === 0 ? [] : [row(...buttons)];
}

function otherList(connectionId: string, { show, draw }: PicksPage, { picks: t }: Texts): Button[] {
  if (show === 'all' && draw.picks.length === 0) return [];
  const other = show === 'all' ? 'picked' : 'all';
  return [button(firstPage(connectionId, other), t.show[other])];
}

const firstPage = (connectionId: string, show: PicksShown): string =>
  picksId.build({ connectionId, show, direction: 'after', anchor: 'start' });

/** One application, with all that is known of who made it. */
export function applicationView(application: Application, texts: Texts): View {
  const { allowlist, draw, entry, isOpen } = application;
  const connectionId = allowlist._id.toHexString();
  const entryId = entry._id.toHexString();
  const t = texts.picks;
  const standing = standingIn(draw, entry.entrant);
  const decide = (verdict: 'pick' | 'unpick', style: ButtonStyle.Success | ButtonStyle.Danger) =>
    button(pickId.build({ connectionId, entryId, verdict }), t[verdict], style);
  return [
    container(
      standing === 'picked' || standing === 'winner' ? ACCENT.success : ACCENT.brand,
      ...saidParts(application, texts),
      text(
        `${markOf(draw, entry.entrant, texts)}${mentionOf(entry.discordId)} · ${relativeTime(entry.createdAt)}`,
      ),
      separator(),
      text(answerWords(application, texts)),
      separator(),
      text(riskLines(entry, texts).join('\n')),
      text(historyLines(application, texts).join('\n')),
      text(`-# ${pickedWords(application, texts)}`),
      row(
        ...(isOpen && standing === 'free' ? [decide('pick', ButtonStyle.Success)] : []),
        ...(isOpen && standing === 'picked' ? [decide('unpick', ButtonStyle.Danger)] : []),
        button(firstPage(connectionId, 'all'), t.list),
      ),
    ),
  ];
}

function answerWords({ allowlist, entry }: Application, { picks: t }: Texts): string {
  const { question } = allowlist.allowlistData;
  const asked = question === undefined ? [] : [`**${literal(question)}**`];
  const answer = entry.answer === undefined ? t.noAnswer : quoted(entry.answer);
  const wallet = entry.wallet === undefined ? [] : [t.wallet(entry.wallet)];
  return [...asked, answer, ...wallet].join('\n');
}

function riskLines({ risk, decision }: AllowlistEntry, { picks: t }: Texts): string[] {
  const signals = risk.signals.map(({ weight, reason }) => `- **+${String(weight)}** ${reason}`);
  return [
    t.risk(risk.score),
    ...(signals.length === 0 ? [t.noRisk] : signals),
    ...(decision === undefined ? [] : [t.accepted]),
  ];
}

function historyLines({ entry, history }: Application, texts: Texts): string[] {
  const { entries, wins, points, completions } = history;
  const t = texts.picks;
  return [
    t.history,
    `- ${t.past(entries, wins)}`,
    `- ${t.points(texts.common.points(points), completions)}`,
    `- ${t.account(relativeTime(snowflakeTime(entry.discordId)))}`,
  ];
}

/** What will be announced, and to whom. */
export function announceQuestionView({ allowlist, draw }: Picking, texts: Texts): View {
  const connectionId = allowlist._id.toHexString();
  const { picks, pickRevision, winners, entryCount } = draw;
  const t = texts.picks.ask;
  const free = Math.min(placesOf(allowlist), entryCount) - winners.length - picks.length;
  const lines = [
    t.title(literal(allowlist.allowlistData.title)),
    ...(picks.length === 0 ? [t.nobody(entryCount)] : whoLines(draw, texts)),
    ...(picks.length > 0 && allowlist.allowlistData.winnerCount !== undefined && free > 0
      ? [t.fewer(free)]
      : []),
    ...(picks.length > 0 ? followLines({ allowlist }, texts) : []),
    `**${t.final}**`,
  ];
  const revision = String(pickRevision);
  return [
    container(
      ACCENT.warning,
      text(lines.join('\n')),
      row(
        button(announcePicksId.build({ connectionId, revision }), t.yes, ButtonStyle.Success),
        button(firstPage(connectionId, 'all'), t.no),
      ),
    ),
  ];
}

function whoLines({ picks, entryCount }: Draw, { picks: { ask: t } }: Texts): string[] {
  const named = picks.slice(0, NAMED).map(({ discordId }) => mentionOf(discordId));
  const more = picks.length - named.length;
  return [t.who(picks.length, entryCount), named.join(' '), ...(more > 0 ? [t.more(more)] : [])];
}

function followLines({ allowlist }: Pick<Picking, 'allowlist'>, { picks: { ask: t } }: Texts): string[] {
  const { claimHours, winnerRoleId } = allowlist.allowlistData;
  return [
    t.follows,
    ...(claimHours === undefined ? [] : [t.claim(claimHours)]),
    ...(winnerRoleId === undefined ? [] : [t.role(roleMention(winnerRoleId))]),
  ];
}

function pickedWords({ allowlist, draw }: Picking, { picks: t }: Texts): string {
  const taken = draw.picks.length + draw.winners.length;
  return t.picked(taken, allowlist.allowlistData.winnerCount ?? 0);
}

function stateWords({ allowlist, draw, isOpen }: Picking, { picks: t }: Texts): string {
  if (draw.state === 'drawn') return t.beingAnnounced;
  if (!isOpen || draw.state === 'committed') return isOpen ? t.hint : t.announced;
  const isFree = draw.picks.length + draw.winners.length < placesOf(allowlist);
  return isFree ? t.anotherFree : t.announced;
}

function markOf(draw: Draw, entrant: string, { picks: t }: Texts): string {
  const standing = standingIn(draw, entrant);
  return standing === 'free' ? '' : t.marks[standing];
}

const saidParts = ({ said }: Picking, texts: Texts): APIComponentInContainer[] =>
  said === undefined ? [] : [text(said(texts)), separator()];

const quoted = (typed: string): string => `> ${literal(typed).replaceAll('\n', '\n> ')}`;
