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
import { isDrawnByLot } from '../creation/draft.rules.js';
import { appealId } from '../risk/held.custom-ids.js';
import { claimId } from '../winners/winners.custom-ids.js';
import type { BonusEntry, DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';

const FILE = 'entry.json';

/** *My entry*: tickets and what gave them, odds, state, salt, and what can be done with it. */
export function ownEntryView(own: OwnEntry, texts: Texts): View {
  const { allowlist, entry, state, done } = own;
  const paid = entry?.price === undefined ? '' : ` ${texts.ownEntry.paidStaysPaid}`;
  const t = texts.ownEntry;
  const head = `### ${literal(allowlist.allowlistData.title)}\n${stateWords(own, texts)}`;
  const first = done === undefined ? head : `${t.done[done]}${done === 'left' ? paid : ''}\n${head}`;
  if (entry === null || state === 'left') return [container(ACCENT.muted, text(first))];
  return [
    container(
      state === 'held' || state === 'refused' ? ACCENT.warning : ACCENT.brand,
      text(first),
      text(factsOf(own, texts).join('\n')),
      separator(),
      text(
        `${isDrawnByLot(allowlist.allowlistData) ? `-# ${t.salt(entry.salt)}\n` : ''}-# ${texts.entering.listed}`,
      ),
      ...buttonsOf(own, texts),
    ),
  ];
}

/** How the entry stands; once the winners stand, what became of it. */
function stateWords({ state, result, allowlist }: OwnEntry, texts: Texts): string {
  const t = texts.ownEntry;
  if (result === undefined) return t.state[state];
  if (result.kind === 'lost') return t.result.lost[isDrawnByLot(allowlist.allowlistData) ? 'drawn' : 'other'];
  if (result.kind === 'passed') return t.result.passed(texts.draws.records.codes[result.code]);
  const { claim, claimBy } = result.winner ?? {};
  if (claimBy === undefined) return t.result.won;
  if (claim === 'claimed') return t.result.claimed;
  return claim === 'open' ? t.result.open(relativeTime(claimBy)) : t.result.letGo;
}

function factsOf({ allowlist, entry, tickets, odds }: OwnEntry, texts: Texts): string[] {
  const t = texts.ownEntry;
  const bonuses = (entry?.bonuses ?? []).map((bonus) => `- ${bonusWords(bonus, texts)}`);
  const isRaffle = allowlist.allowlistData.kind === 'raffle';
  return [
    ...(isRaffle ? [t.tickets(tickets), ...bonuses] : []),
    ...(odds === null ? [] : [t.odds(percent(odds, texts))]),
    ...(entry?.seat === undefined || allowlist.allowlistData.kind !== 'first_come' ? [] : [t.seat]),
    ...(entry?.wallet === undefined ? [] : [t.wallet(literal(shortened(entry.wallet)))]),
    ...(entry?.price === undefined ? [] : [t.paid(entry.price)]),
    t.since(relativeTime(entry?.createdAt ?? new Date(0))),
  ];
}

function buttonsOf(
  { allowlist, entry, state, isOpen, hasFile, result }: OwnEntry,
  texts: Texts,
): APIComponentInContainer[] {
  const connectionId = allowlist._id.toHexString();
  const t = texts.ownEntry;
  const canChange = isOpen && (state === 'valid' || state === 'held');
  const isJudged = state === 'held' || (state === 'refused' && entry?.risk.verdict !== 'accept');
  const canAppeal = isOpen && isJudged && entry?.appeal === undefined;
  const hasBonuses = allowlist.allowlistData.bonusEntries.length > 0;
  const winner = result?.kind === 'won' ? result.winner : undefined;
  const canClaim = winner?.claim === 'open' && winner.claimBy !== undefined;
  const buttons = [
    ...(canClaim
      ? [button(claimId.build({ connectionId }), texts.draws.claims.claim, ButtonStyle.Success)]
      : []),
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
  const { allowlist, requirements } = standing;
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
      text([t.yours, stateWords(standing, texts), ...oddsLine(standing, texts)].join('\n')),
      text(`-# ${texts.entering.listed}`),
      ...(standing.entry === null
        ? []
        : [
            row(
              button(
                ownEntryId.build({ connectionId: allowlist._id.toHexString() }),
                texts.entering.ownEntry,
              ),
            ),
          ]),
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
  const { entries, tickets } = entryManagement.totals;
  const t = texts.allowlistDetails;
  return [
    t.prize(literal(allowlistData.prize)),
    winnerCount === undefined ? t.everyone : t.places(winnerCount),
    t.kind[kind],
    endWords(allowlist, t),
    isDrawnByLot(allowlistData) ? t.entriesWith(entries, tickets) : t.entries(entries),
    ...(entryPrice === undefined ? [t.free] : [t.price(entryPrice.amount)]),
    ...(maxEntries === undefined ? [] : [t.most(maxEntries)]),
    ...(walletRule === 'none' ? [] : [t.wallet[walletRule](texts.allowlistDetails.chain[walletChain])]),
    ...(kind === 'application' && question !== undefined ? [t.question(literal(question))] : []),
    ...(kind === 'raffle' ? [t.randomness[winnerData.drawMethod ?? 'unknown']] : []),
    ...(winnerData.seedHash === undefined ? [] : [t.seedHash(winnerData.seedHash)]),
  ];
}

/** Until when it takes entries, or since when it takes none. */
export function endWords(
  { allowlistData: { status, endsAt }, closedSeq }: DiscordAllowlistConnection,
  { ends, ended, withdrawn }: Pick<Texts['allowlistDetails'], 'ends' | 'ended' | 'withdrawn'>,
): string {
  if (status === 'cancelled') return withdrawn;
  return (closedSeq === undefined ? ends : ended)(relativeTime(endsAt));
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
