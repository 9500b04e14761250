import { type Fault, type Sent, sentTo } from '../../../infra/discord/index.js';
import { HOUR_MS } from '../../../kernel/clock.js';
import { parseDuration } from '../../../kernel/duration.js';
import { cleanLine, cleanText, lengthOf, parseWholeNumber } from '../../../kernel/text.js';
import {
  ALLOWLIST_KINDS,
  ALLOWLIST_LIMITS,
  type AllowlistContent,
  WALLET_CHAINS,
  WALLET_RULES,
} from '../schemas/allowlist-connection.schema.js';

/** New values; `undefined` takes one out. */
export type Changes = { readonly [Key in keyof AllowlistContent]?: AllowlistContent[Key] | undefined };
export type Read = { readonly changes: Changes } | { readonly faults: readonly Fault[] };

type Field<Value> = { readonly value: Value } | { readonly fault: Fault };

const LIMITS = ALLOWLIST_LIMITS;

/** Several fields of a form: what they say, or all faults at once. */
export function together(...reads: readonly Read[]): Read {
  const faults = reads.flatMap((read) => ('faults' in read ? read.faults : []));
  if (faults.length > 0) return { faults };
  return {
    changes: Object.assign({}, ...reads.map((read) => ('changes' in read ? read.changes : {}))) as Changes,
  };
}

const as = <Key extends keyof AllowlistContent>(
  key: Key,
  field: Field<AllowlistContent[Key] | undefined>,
): Read =>
  'fault' in field ? { faults: [field.fault] } : { changes: { [key]: field.value } as unknown as Changes };

export const readTexts = (sent: Sent): Read =>
  together(
    as('title', readText(cleanLine(sentTo(sent, 'title')), 'title', LIMITS.title)),
    as('description', readText(cleanText(sentTo(sent, 'description')), 'description', LIMITS.description)),
    as('prize', readText(cleanLine(sentTo(sent, 'prize')), 'prize', LIMITS.prize)),
  );

/** How places are given, and to how many; nothing typed means everyone. */
export function readKind(sent: Sent): Read {
  const kind = ALLOWLIST_KINDS.find((known) => known === sentTo(sent, 'kind'));
  if (kind === undefined) return { faults: [(texts) => texts.allowlistForm.faults.kind] };
  const winners = readNumber(sentTo(sent, 'winners'), LIMITS.winners, 'winners');
  if (kind === 'collection' && 'value' in winners && winners.value !== undefined)
    return { faults: [(texts) => texts.allowlistForm.faults.collectionForAll] };
  return together({ changes: { kind } }, as('winnerCount', winners));
}

export function readPlaces(sent: Sent): Read {
  const price = readNumber(sentTo(sent, 'price'), LIMITS.price, 'price', { zeroIsNone: true });
  return together(
    as('maxEntries', readNumber(sentTo(sent, 'places'), LIMITS.entries, 'places')),
    as(
      'entryPrice',
      'fault' in price
        ? price
        : {
            value: price.value === undefined ? undefined : { tokenType: 'points', amount: price.value },
          },
    ),
  );
}

export const readQuestion = (sent: Sent): Read => {
  const question = cleanLine(sentTo(sent, 'question'));
  if (question === '') return { changes: { question: undefined } };
  return as('question', readText(question, 'question', LIMITS.question));
};

export function readWallet(sent: Sent): Read {
  const walletRule = WALLET_RULES.find((known) => known === sentTo(sent, 'wallet'));
  if (walletRule === undefined) return { faults: [(texts) => texts.allowlistForm.faults.wallet] };
  const walletChain = WALLET_CHAINS.find((known) => known === sentTo(sent, 'chain'));
  return {
    changes: { walletRule, walletChain: walletRule === 'none' ? undefined : walletChain },
  };
}

/** Whole hours; nothing typed: nothing is to be claimed. */
export function readClaim(sent: Sent): Read {
  const typed = sentTo(sent, 'claim').trim();
  if (typed === '') return { changes: { claimHours: undefined } };
  const hours = (parseDuration(typed) ?? -1) / HOUR_MS;
  if (!Number.isInteger(hours) || hours < 1 || hours > LIMITS.claimHours)
    return { faults: [(texts) => texts.allowlistForm.faults.claim] };
  return { changes: { claimHours: hours } };
}

/** Of a bonus. */
export function readTickets(sent: Sent): Field<number> {
  const tickets = parseWholeNumber(sentTo(sent, 'tickets'));
  if (tickets !== null && tickets >= 1 && tickets <= LIMITS.bonusTickets) return { value: tickets };
  return { fault: outOfRange('tickets', LIMITS.bonusTickets) };
}

function readText(
  value: string,
  field: 'title' | 'description' | 'prize' | 'question',
  max: number,
): Field<string> {
  const length = lengthOf(value);
  if (length >= 1 && length <= max) return { value };
  return { fault: ({ allowlistForm: t }) => t.faults.length(t[field], max, length) };
}

/** @param zeroIsNone whether `0` is as good as nothing */
function readNumber(
  typed: string,
  max: number,
  field: 'winners' | 'places' | 'price',
  { zeroIsNone = false } = {},
): Field<number | undefined> {
  if (typed.trim() === '') return { value: undefined };
  const value = parseWholeNumber(typed);
  if (value === 0 && zeroIsNone) return { value: undefined };
  if (value !== null && value >= 1 && value <= max) return { value };
  return { fault: outOfRange(field, max) };
}

const outOfRange =
  (field: 'winners' | 'places' | 'price' | 'tickets', max: number): Fault =>
  ({ allowlistForm: t, common }) =>
    t.faults.range(t[field], common.number(max), t.faults.orNothing[field]);
