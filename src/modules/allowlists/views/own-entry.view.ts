import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  literal,
  type Pictured,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { relativeTime, roleMention } from '../../../kernel/discord-text.js';
import { shortened } from '../../accounts/index.js';
import type { Texts } from '../../../locales/index.js';
import {
  askLeaveId,
  entryFileId,
  leaveId,
  ownEntryId,
  refreshEntryId,
} from '../entries/entries.custom-ids.js';
import type { EntryFile } from '../entries/entry-proof.port.js';
import type { AllowlistStanding, OwnEntry } from '../entries/own-entries.service.js';
import { appealId } from '../risk/held.custom-ids.js';
import type { BonusEntry } from '../schemas/allowlist-connection.schema.js';

const FILE = 'entry.json';

/** *My entry*: tickets and what gave them, odds, state, salt, and what can be done with it. */
export function ownEntryView(own: OwnEntry, texts: Texts): View {
  const { allowlist, entry, state, done } = own;
  const t = texts.ownEntry;
  const head = `### ${literal(allowlist.allowlistData.title)}\n${t.state[state]}`;
  const first = done === undefined ? head : `${t.done[done]}\n${head}`;
  if (entry === null || state === 'left') return [container(ACCENT.muted, text(first))];
  return [
    container(
      state === 'held' || state === 'refused' ? ACCENT.warning : ACCENT.brand,
      text(first),
      text(factsOf(own, texts).join('\n')),
      separator(),
      text(`-# ${t.salt(entry.salt)}\n-# ${texts.entering.listed}`),
      ...buttonsOf(own, texts),
    ),
  ];
}

function factsOf({ allowlist, entry, tickets, odds }: OwnEntry, texts: Texts): string[] {
  const t = texts.ownEntry;
  const bonuses = (entry?.bonuses ?? []).map((bonus) => `- ${bonusWords(bonus, texts)}`);
  const isRaffle = allowlist.allowlistData.kind === 'raffle';
  return [
    ...(isRaffle ? [t.tickets(tickets), ...bonuses] : []),
    ...(odds === null ? [] : [t.odds(percent(odds, texts))]),
    ...(entry?.seat === undefined ? [] : [t.seat(entry.seat)]),
    ...(entry?.wallet === undefined ? [] : [t.wallet(literal(shortened(entry.wallet)))]),
    ...(entry?.price === undefined ? [] : [t.paid(entry.price)]),
    t.since(relativeTime(entry?.createdAt ?? new Date(0))),
  ];
}

function buttonsOf(
  { allowlist, entry, state, isOpen, hasFile }: OwnEntry,
  texts: Texts,
): APIComponentInContainer[] {
  const connectionId = allowlist._id.toHexString();
  const t = texts.ownEntry;
  const canChange = isOpen && (state === 'valid' || state === 'held');
  const isJudged = state === 'held' || (state === 'refused' && entry?.risk.verdict !== 'accept');
  const canAppeal = isOpen && isJudged && entry?.appeal === undefined;
  const hasBonuses = allowlist.allowlistData.bonusEntries.length > 0;
  const buttons = [
    ...(canChange && hasBonuses ? [button(refreshEntryId.build({ connectionId }), t.refresh)] : []),
    ...(canChange ? [button(askLeaveId.build({ connectionId }), t.leave, ButtonStyle.Danger)] : []),
    ...(canAppeal ? [button(appealId.build({ connectionId }), t.appeal)] : []),
    ...(hasFile ? [button(entryFileId.build({ connectionId }), t.file)] : []),
  ];
  return buttons.length === 0 ? [] : [row(...buttons)];
}

/** Asked before leaving: what was paid stays paid. */
export function askLeaveView({ allowlist, entry }: OwnEntry, texts: Texts): View {
  const connectionId = allowlist._id.toHexString();
  const t = texts.ownEntry;
  const paid = entry?.price === undefined ? '' : `\n${t.paidStays(entry.price)}`;
  return [
    container(
      ACCENT.warning,
      text(`${t.askLeave(literal(allowlist.allowlistData.title))}${paid}`),
      row(
        button(leaveId.build({ connectionId }), t.leave, ButtonStyle.Danger),
        button(ownEntryId.build({ connectionId }), t.stay),
      ),
    ),
  ];
}

export function entryFileView(file: EntryFile, texts: Texts): Pictured {
  const t = texts.ownEntry;
  const view: View = [
    container(ACCENT.brand, text(t.fileNote), {
      type: ComponentType.File,
      file: { url: `attachment://${FILE}` },
    }),
  ];
  const bytes = Buffer.from(`${JSON.stringify(file)}\n`);
  return { view, pictures: [{ name: FILE, bytes, description: t.file }] };
}

/** *Details*: what it is, what it asks for, and how the member stands to that. */
export function allowlistDetailsView(standing: AllowlistStanding, texts: Texts): View {
  const { allowlist, requirements, state } = standing;
  const { allowlistData } = allowlist;
  const t = texts.allowlistDetails;
  const required = requirements.map(({ isMet, required: what, reason }) =>
    isMet ? `✓ ${what(texts)}` : `✗ **${what(texts)}**: ${reason?.(texts) ?? ''}`,
  );
  return [
    container(
      ACCENT.brand,
      text(`## ${literal(allowlistData.title)}\n${literal(allowlistData.description)}`),
      text(rulesOf(standing, texts).join('\n')),
      ...(required.length === 0 ? [] : [text([t.requirements, ...required].join('\n'))]),
      ...bonusParts(standing, texts),
      separator(),
      text([t.yours, texts.ownEntry.state[state], ...oddsLine(standing, texts)].join('\n')),
      text(`-# ${texts.entering.listed}`),
    ),
  ];
}

function rulesOf({ allowlist }: AllowlistStanding, texts: Texts): string[] {
  const { allowlistData, entryManagement, winnerData } = allowlist;
  const {
    kind,
    winnerCount,
    maxEntries,
    entryPrice,
    walletRule,
    walletChain = 'any',
    question,
  } = allowlistData;
  const t = texts.allowlistDetails;
  return [
    t.prize(literal(allowlistData.prize)),
    winnerCount === undefined ? t.everyone : t.places(winnerCount),
    t.kind[kind],
    t.ends(relativeTime(allowlistData.endsAt)),
    t.entries(entryManagement.totals.entries, entryManagement.totals.tickets),
    ...(entryPrice === undefined ? [t.free] : [t.price(entryPrice.amount)]),
    ...(maxEntries === undefined ? [] : [t.most(maxEntries)]),
    ...(walletRule === 'none' ? [] : [t.wallet[walletRule](texts.allowlistDetails.chain[walletChain])]),
    ...(kind === 'application' && question !== undefined ? [t.question(literal(question))] : []),
    ...(kind === 'raffle' ? [t.randomness[winnerData.drawMethod ?? 'unknown']] : []),
    ...(winnerData.seedHash === undefined ? [] : [t.seedHash(winnerData.seedHash)]),
  ];
}

function bonusParts({ allowlist, bonuses }: AllowlistStanding, texts: Texts): APIComponentInContainer[] {
  if (bonuses.length === 0) return [];
  const t = texts.allowlistDetails;
  const marks = { true: '✓', false: '✗', null: '?' } as const;
  const lines = bonuses.map(({ bonus, isGiven }) => {
    const words = `${marks[`${isGiven}`]} ${bonusWords(bonus, texts)}`;
    return isGiven === null ? `${words} ${t.notChecked}` : words;
  });
  return [text([t.bonuses[allowlist.allowlistData.bonusMode], ...lines].join('\n'))];
}

function oddsLine({ state, odds, tickets }: AllowlistStanding, texts: Texts): string[] {
  if (odds === null) return [];
  const words = percent(odds, texts);
  return [state === 'none' ? texts.allowlistDetails.oddsIf(tickets, words) : texts.ownEntry.odds(words)];
}

function bonusWords({ kind, of = '', tickets }: BonusEntry, { ownEntry: t }: Texts): string {
  if (kind === 'booster') return t.bonus.booster(tickets);
  return kind === 'role' ? t.bonus.role(roleMention(of), tickets) : t.bonus.task(tickets);
}

/** Two digits that mean something: it is an estimate. */
export function percent(share: number, { common }: Texts): string {
  const value = share * 100;
  if (value > 0 && value < 0.01) return `< ${common.number(0.01)} %`;
  return `${common.number(value >= 10 ? Math.round(value) : Number(value.toPrecision(2)))} %`;
}
