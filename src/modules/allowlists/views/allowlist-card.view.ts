import { ButtonStyle } from 'discord.js';
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
import { relativeTime, roleMention } from '../../../kernel/discord-text.js';
import { type Texts, textsOf } from '../../../locales/index.js';
import { mostEntries } from '../entries/entry.rules.js';
import { allowlistDetailsId, enterId, ownEntryId } from '../entries/entries.custom-ids.js';
import { isDrawnByLot } from '../creation/draft.rules.js';
import type {
  AllowlistData,
  BonusEntry,
  DiscordAllowlistConnection,
} from '../schemas/allowlist-connection.schema.js';

/** Discord counts the texts of a message together. */
export const LONGEST_CARD = 4_000;

export interface ShownAllowlist {
  readonly allowlist: DiscordAllowlistConnection;
  /** In words of the server's language. */
  readonly requirements: readonly string[];
  /** Whether the server is still linked to the community of the allowlist. */
  readonly isLinked: boolean;
}

/** The public card, in the server's language. @param longest how long its texts may be together */
export function allowlistCardView(
  { allowlist, requirements, isLinked }: ShownAllowlist,
  now: Date,
  longest = LONGEST_CARD,
): View {
  const texts = textsOf(allowlist.locale);
  const t = texts.allowlistCard;
  const { allowlistData: data } = allowlist;
  const connectionId = allowlist._id.toHexString();
  const closed = isLinked ? closedWords(allowlist, now, texts) : t.closed.notLinked;
  const head = `## ${literal(data.title)}\n${literal(data.description)}`;
  const body = bodyOf(allowlist, now, texts).join('\n');
  const foot = [...(closed === undefined ? [] : [closed]), `-# ${countWords(allowlist, texts)}`].join('\n');
  const needs = needsWithin(longest - head.length - body.length - foot.length, requirements, texts);
  return [
    container(
      closed === undefined ? ACCENT.brand : ACCENT.muted,
      text(head),
      separator(),
      text(body),
      ...(needs === '' ? [] : [text(needs)]),
      text(foot),
      row(
        button(enterId.build({ connectionId }), t.enter, ButtonStyle.Primary, closed !== undefined),
        button(allowlistDetailsId.build({ connectionId }), t.details),
        button(ownEntryId.build({ connectionId }), texts.entering.ownEntry),
      ),
    ),
  ];
}

function bodyOf(allowlist: DiscordAllowlistConnection, now: Date, texts: Texts): string[] {
  const t = texts.allowlistCard;
  const { allowlistData: data } = allowlist;
  const { walletRule, walletChain, winnerRoleId, claimHours, entryPrice } = data;
  const standing = standingOf(allowlist, now, texts);
  return [
    t.prize(literal(data.prize)),
    kindWords(data, texts),
    entryPrice === undefined ? `${t.free} · ${standing}` : `${t.price(entryPrice.amount)} · ${standing}`,
    ...(walletRule === 'none' ? [] : [t.wallet[walletRule](t.chains[walletChain ?? 'any'])]),
    ...bonusWords(data, texts),
    ...(winnerRoleId === undefined ? [] : [t.winnerRole(roleMention(winnerRoleId))]),
    ...(claimHours === undefined ? [] : [t.claim(claimHours, t.unclaimed[wayOf(data)])]),
    ...sourceWords(allowlist, texts),
  ];
}

/** How a place that nobody claims is given. */
function wayOf({ kind, winnerCount }: AllowlistData): 'next' | 'picked' | 'lost' {
  if (kind === 'application') return 'picked';
  return winnerCount === undefined ? 'lost' : 'next';
}

/** What its kind means, in a sentence. */
export function kindWords(
  { kind, winnerCount }: Pick<AllowlistData, 'kind' | 'winnerCount'>,
  texts: Texts,
): string {
  const { kinds } = texts.allowlistCard;
  return winnerCount === undefined ? kinds[kind].everyone : kinds[kind].some(winnerCount);
}

export function bonusWords({ bonusEntries, bonusMode }: AllowlistData, texts: Texts): string[] {
  const t = texts.allowlistCard;
  if (bonusEntries.length === 0) return [];
  const mode = bonusEntries.length === 1 ? [] : [`-# ${t.bonusModes[bonusMode]}`];
  return [t.bonuses, ...bonusEntries.map((bonus) => `- ${oneBonus(bonus, texts)}`), ...mode];
}

/** `+2 tickets for @role`. */
export function oneBonus({ kind, of = '', name = '', tickets }: BonusEntry, texts: Texts): string {
  const { bonusFor } = texts.allowlistCard;
  if (kind === 'role') return bonusFor.role(tickets, roleMention(of));
  return kind === 'task' ? bonusFor.task(tickets, literal(name)) : bonusFor.booster(tickets);
}

/** Where the randomness of the draw comes from; before it is posted that is not fixed. */
function sourceWords({ allowlistData, winnerData }: DiscordAllowlistConnection, texts: Texts): string[] {
  const { sources } = texts.allowlistCard;
  const { drawMethod, seedHash = '' } = winnerData;
  if (!isDrawnByLot(allowlistData)) return [];
  if (drawMethod === 'drand') return [`-# ${sources.drand}`];
  if (drawMethod === 'commit-reveal') return [`-# ${sources.commitReveal(seedHash)}`];
  return [`-# ${sources.notYet}`];
}

/** Where it is in its life, in few words; Discord counts the time down by itself. */
export function standingOf(
  { allowlistData: { status, startsAt, endsAt } }: Pick<DiscordAllowlistConnection, 'allowlistData'>,
  now: Date,
  texts: Texts,
): string {
  const { standing } = texts.allowlistCard;
  const end = relativeTime(endsAt);
  if (status === 'draft' && endsAt <= now) return standing.noEnd;
  if (status === 'cancelled') return standing.cancelled;
  if (status === 'drawn') return standing.drawn;
  if (status === 'closing' || status === 'frozen' || endsAt <= now) return standing.closed(end);
  if (status === 'paused') return standing.paused(end);
  if (startsAt !== undefined && startsAt > now) return standing.opens(relativeTime(startsAt));
  return standing.ends(end);
}

/** What is done with a fixed list. */
function frozenAs(data: AllowlistData): 'lot' | 'picked' | 'other' {
  if (data.kind === 'application') return 'picked';
  return isDrawnByLot(data) ? 'lot' : 'other';
}

/** Why nobody can enter now; `undefined` while it is open. */
export function closedWords(
  { allowlistData, card }: DiscordAllowlistConnection,
  now: Date,
  texts: Texts,
): string | undefined {
  const { closed, trouble } = texts.allowlistCard;
  const { status, startsAt, endsAt } = allowlistData;
  if (status === 'cancelled')
    return allowlistData.entryPrice === undefined ? closed.cancelled : closed.refunded;
  if (status === 'drawn') return closed.drawn;
  if (status === 'frozen') return closed.frozen[frozenAs(allowlistData)];
  if (status === 'closing' || (endsAt <= now && status !== 'draft')) return closed.closing;
  if (status === 'paused')
    return card.trouble?.hasPaused === true ? trouble[card.trouble.kind] : closed.paused;
  if (startsAt !== undefined && startsAt > now) return closed.scheduled(relativeTime(startsAt));
  return card.wanted >= (mostEntries(allowlistData) ?? Infinity)
    ? closed.full[allowlistData.kind === 'first_come' ? 'places' : 'entries']
    : undefined;
}

/** How many are in, with how many tickets. */
export function countWords(
  { allowlistData, card, entryManagement }: DiscordAllowlistConnection,
  texts: Texts,
): string {
  const most = mostEntries(allowlistData);
  const { number } = texts.common;
  const { entries, entriesOf, tickets, places } = texts.allowlistCard;
  const of = allowlistData.kind === 'first_come' ? places : entriesOf;
  const counted = most === undefined ? entries(card.wanted) : of(number(card.wanted), number(most));
  return isDrawnByLot(allowlistData) ? `${counted} · ${tickets(entryManagement.totals.tickets)}` : counted;
}

/** As many requirements as fit; the member's own details list all of them. */
function needsWithin(room: number, requirements: readonly string[], texts: Texts): string {
  if (requirements.length === 0) return '';
  const lines = requirements.map((line) => `- ${line}`);
  for (let shown = lines.length; shown >= 0; shown -= 1) {
    const left = lines.length - shown;
    const more = left === 0 ? [] : [texts.taskCard.moreNeeds(left)];
    const words = [texts.taskCard.needs, ...lines.slice(0, shown), ...more].join('\n');
    if (words.length <= room) return words;
  }
  return '';
}
