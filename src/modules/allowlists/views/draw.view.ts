import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  linkButton,
  literal,
  type PostExtras,
  row,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { channelMention, mentionOf, relativeTime } from '../../../kernel/discord-text.js';
import { type Texts, textsOf } from '../../../locales/index.js';
import type { LinkedServer } from '../../servers/index.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Disqualification, Draw, Winner } from '../schemas/draw.schema.js';
import { claimId, declineId } from '../winners/winners.custom-ids.js';

/** Mentions in one message: Discord pings a hundred members at most. */
export const WINNERS_A_PAGE = 90;
/** Records in one message. */
export const RECORDS_A_MESSAGE = 40;

/** Where the list and the proof are; files where there are no pages. */
export interface Evidence {
  /** Of the page of the draw. */
  readonly url?: string;
  readonly files: NonNullable<PostExtras['files']>;
}

export interface Told {
  readonly draw: Draw;
  readonly allowlist: DiscordAllowlistConnection;
  readonly evidence: Evidence;
  readonly mark: string;
}

const fileComponents = ({ files }: Evidence): View =>
  files.map(({ name }) => ({ type: ComponentType.File, file: { url: `attachment://${name}` } }));

/** The message whose id goes into the draw. Plain text, never edited. */
export function commitmentView({ draw, allowlist, evidence, mark }: Told): View {
  const t = textsOf(allowlist.locale).draws.commitment;
  const { ticketCount, winnerCount, randomness } = draw.commitment as unknown as {
    ticketCount: number;
    winnerCount: number;
    randomness: { seedHash?: string };
  };
  const lines = [
    t.title(literal(allowlist.allowlistData.title)),
    t.counts(draw.entryCount, t.tickets(ticketCount), winnerCount),
    t.hash(mark),
    randomness.seedHash === undefined ? t.drand : t.seed(randomness.seedHash),
    listWords(t, evidence),
  ];
  return [container(ACCENT.brand, text(lines.join('\n'))), ...fileComponents(evidence)];
}

function listWords(t: Texts['draws']['commitment'], { url, files }: Evidence): string {
  if (url !== undefined) return t.list(url);
  return files.length > 0 ? t.listAttached : t.listLarge;
}

/** Places that were passed over, told before the next ranks move up. */
export function recordsView({ allowlist, draw, mark }: Told, records: readonly Disqualification[]): View {
  const { draws } = textsOf(allowlist.locale);
  const t = draws.records;
  const lines = records.map(({ rank, code }) => `- ${t.line(rank, t.codes[code])}`);
  const title = t.title(literal(allowlist.allowlistData.title));
  const words = [title, ...lines, t.next[wayOf(draw)], draws.result.reference(draw.allowlistId, mark)];
  return [container(ACCENT.warning, text(words.join('\n')))];
}

/** A page of the announcement; the first one says how winners were found. */
export function winnersView(told: Told, page: number, hash: string | undefined): View {
  const { draw, allowlist, evidence, mark } = told;
  const t = textsOf(allowlist.locale).draws.result;
  const shown = winnersOf(draw, page).map((winner) => winnerLine(winner, t));
  const isLast = (page + 1) * WINNERS_A_PAGE >= draw.winners.length;
  const lines = [
    t.title(literal(allowlist.allowlistData.title)),
    ...(page === 0 ? summary(told) : []),
    ...shown,
    ...(isLast ? [] : [t.more]),
    ...(page === 0 && hash !== undefined ? proofWords(t, evidence, hash) : []),
    t.reference(draw.allowlistId, mark),
  ];
  const buttons = draw.winners.length > 0 ? claimRow(allowlist, draw) : [];
  return [
    container(ACCENT.success, text(lines.join('\n')), ...buttons),
    ...(page === 0 ? fileComponents(evidence) : []),
  ];
}

/** Who moved up after places were passed over. */
export function movedUpView({ draw, allowlist, mark }: Told, winners: readonly Winner[]): View {
  const { records, result } = textsOf(allowlist.locale).draws;
  const lines = [
    records[draw.method === 'manual' ? 'picked' : 'movedUp'](literal(allowlist.allowlistData.title)),
    ...winners.map((winner) => winnerLine(winner, result)),
    result.reference(draw.allowlistId, mark),
  ];
  return [container(ACCENT.success, text(lines.join('\n')), ...claimRow(allowlist, draw))];
}

/** Places that are still to be claimed, of winners whom no direct message reached. */
export function remindersView({ allowlist, draw, mark }: Told, winners: readonly Winner[]): View {
  const { claims, result } = textsOf(allowlist.locale).draws;
  const lines = [
    claims.stillOpen(literal(allowlist.allowlistData.title)),
    ...winners.map((winner) => `${winnerLine(winner, result)} · ${claims.by(claimTime(winner))}`),
    result.reference(draw.allowlistId, mark),
  ];
  return [container(ACCENT.warning, text(lines.join('\n')), ...claimRow(allowlist, draw))];
}

/** By direct message. */
export function winnerNoticeView(
  allowlist: DiscordAllowlistConnection,
  winner: Pick<Winner, 'claimBy'>,
  { draws: { claims } }: Texts,
): View {
  const { channelId, allowlistData } = allowlist;
  const won = claims.won(
    literal(allowlistData.title),
    literal(allowlistData.prize),
    channelMention(channelId),
  );
  const until = winner.claimBy === undefined ? [] : [claims.until(claimTime(winner))];
  return linkedNotice(ACCENT.success, [won, ...until], allowlist, claims);
}

/** By direct message, before the time to claim is over. */
export function reminderView(
  allowlist: DiscordAllowlistConnection,
  winner: Winner,
  { draws: { claims } }: Texts,
): View {
  const { channelId, allowlistData } = allowlist;
  const reminder = claims.reminder(
    literal(allowlistData.title),
    literal(allowlistData.prize),
    channelMention(channelId),
  );
  return linkedNotice(ACCENT.warning, [reminder, claims.until(claimTime(winner))], allowlist, claims);
}

/** In the announcement channel, which is another one. */
export function winnerNewsView(allowlist: DiscordAllowlistConnection, draw: Draw): View {
  const { draws } = textsOf(allowlist.locale);
  const { title, prize } = allowlist.allowlistData;
  const count = draw.method === 'everyone' ? draw.entryCount : draw.winners.length;
  const words = [draws.result.title(literal(title)), draws.result.prize(literal(prize))];
  const where = draws.result.news(count, channelMention(allowlist.channelId));
  return linkedNotice(ACCENT.success, [...words, where], allowlist, draws.claims);
}

/** Of direct messages: in which server it was. */
export const inServer = (view: View, server: Pick<LinkedServer, 'guildName'> | null): View =>
  server === null ? view : [...view, text(`-# ${literal(server.guildName)}`)];

const linkedNotice = (
  accent: number,
  lines: readonly string[],
  { guildId, channelId }: DiscordAllowlistConnection,
  { open }: Texts['draws']['claims'],
): View => [
  container(
    accent,
    text(lines.join('\n')),
    row(linkButton(`https://discord.com/channels/${guildId}/${channelId}`, open)),
  ),
];

const claimTime = ({ claimBy }: Pick<Winner, 'claimBy'>): string => relativeTime(claimBy ?? new Date(0));

const winnerLine = ({ rank, discordId }: Winner, { erased }: Texts['draws']['result']): string =>
  `${String(rank)}. ${discordId === undefined ? erased : mentionOf(discordId)}`;

/** How a place that is free again is given. */
export function wayOf({ method }: Draw): 'lot' | 'picked' | 'everyone' {
  if (method === 'manual') return 'picked';
  return method === 'everyone' ? 'everyone' : 'lot';
}

/** Where a prize is to be claimed. */
function claimRow(
  { _id, locale, allowlistData }: DiscordAllowlistConnection,
  draw: Draw,
): APIComponentInContainer[] {
  if (allowlistData.claimHours === undefined) return [];
  const connectionId = _id.toHexString();
  const t = textsOf(locale).draws.claims;
  return [
    text(`${t.within(allowlistData.claimHours)} ${t.unclaimed[wayOf(draw)]}`),
    row(
      button(claimId.build({ connectionId }), t.claim, ButtonStyle.Success),
      button(declineId.build({ connectionId }), t.decline),
    ),
  ];
}

/** Winners of a page, by rank. */
export const winnersOf = ({ winners }: Draw, page: number): Winner[] =>
  winners
    .toSorted((one, other) => one.rank - other.rank)
    .slice(page * WINNERS_A_PAGE, (page + 1) * WINNERS_A_PAGE);

function summary({ draw, allowlist }: Told): string[] {
  const t = textsOf(allowlist.locale).draws.result;
  const { prize, winnerCount: places = 0 } = allowlist.allowlistData;
  const leftOut = draw.leftOut > 0 ? [t.leftOut(draw.leftOut)] : [];
  return [
    t.prize(literal(prize)),
    howFound(draw, t),
    ...(isFewer(draw, places) ? [t.fewer(places)] : []),
    ...leftOut,
  ];
}

const isFewer = ({ method, winners }: Draw, places: number): boolean =>
  method !== 'everyone' && method !== 'manual' && winners.length > 0 && winners.length < places;

function howFound({ method, entryCount, winners: { length } }: Draw, t: Texts['draws']['result']): string {
  if (entryCount === 0) return t.nobodyEntered;
  if (method === 'everyone') return t.everyone(entryCount);
  if (method === 'manual') return length === 0 ? t.pickedNobody(entryCount) : t.picked(length, entryCount);
  if (length === 0) return t.nobodyEligible;
  if (method === 'first-come') return t.first(length, entryCount);
  return t.drawn(length, entryCount);
}

function proofWords(t: Texts['draws']['result'], { url, files }: Evidence, hash: string): string[] {
  const where = url === undefined ? (files.length > 1 ? t.proofAttached : t.proofOnly) : t.proofLink(url);
  return [t.proof(hash), where];
}
