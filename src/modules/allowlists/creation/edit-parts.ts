import { createHash } from 'node:crypto';
import type { Fault, FormField, Sent } from '../../../infra/discord/index.js';
import { HOUR_MS } from '../../../kernel/clock.js';
import { durationText } from '../../../kernel/duration.js';
import type { AllowlistData } from '../schemas/allowlist-connection.schema.js';
import {
  ANY_CHAIN,
  CHAIN,
  CLAIM,
  KIND,
  PLACES,
  PRICE,
  QUESTION,
  TEXTS,
  WALLET,
  WINNERS,
} from './allowlist-fields.js';
import {
  type Changes,
  readClaim,
  readKind,
  readPlaces,
  readQuestion,
  readTexts,
  readWallet,
  together,
} from './allowlist-form.rules.js';
import { type DraftTiming, readTiming, type Timed, timingFields, timingOf } from './timing-form.rules.js';

export const EDIT_PARTS = ['texts', 'kind', 'timing', 'wallet'] as const;
export type EditPart = (typeof EDIT_PARTS)[number];
export const isEditPart = (part: string): part is EditPart =>
  (EDIT_PARTS as readonly string[]).includes(part);

export type PartRead =
  { readonly changes: Changes & Partial<DraftTiming> } | { readonly faults: readonly Fault[] };

/** What is changed together, in one form. */
interface Part {
  fields(of: Timed): readonly FormField[];
  filledIn(of: Timed): Sent;
  read(sent: Sent, of: Timed): PartRead;
  /** What it changes: a form that was opened before somebody else changed one of these is not taken. */
  readonly keys: readonly (keyof AllowlistData)[];
}

const numberText = (value: number | undefined): readonly string[] => [
  value === undefined ? '' : String(value),
];

const texts: Part = {
  keys: ['title', 'description', 'prize'],
  fields: () => TEXTS,
  filledIn: ({ data: { title, description, prize } }) => ({
    title: [title],
    description: [description],
    prize: [prize],
  }),
  read: readTexts,
};

const kind: Part = {
  keys: ['kind', 'winnerCount', 'maxEntries', 'entryPrice', 'question'],
  fields: ({ data }) => [KIND, WINNERS, PLACES, PRICE, ...(data.kind === 'application' ? [QUESTION] : [])],
  filledIn: ({ data }) => ({
    kind: [data.kind],
    winners: numberText(data.winnerCount),
    places: numberText(data.maxEntries),
    price: numberText(data.entryPrice?.amount),
    question: [data.question ?? ''],
  }),
  read: (sent) => {
    const read = together(readKind(sent), readPlaces(sent), readQuestion(sent));
    if ('faults' in read) return read;
    // Only applications ask; what was asked is not kept for another kind.
    return {
      changes: read.changes.kind === 'application' ? read.changes : { ...read.changes, question: undefined },
    };
  },
};

const timing: Part = {
  keys: ['startsAt', 'endsAt', 'openMinutes'],
  fields: timingFields,
  filledIn: timingOf,
  read: (sent, of) => {
    const read = readTiming(sent, of);
    return 'faults' in read ? read : { changes: read.timing };
  },
};

const wallet: Part = {
  keys: ['walletRule', 'walletChain', 'claimHours'],
  fields: () => [WALLET, CHAIN, CLAIM],
  filledIn: ({ data: { walletRule, walletChain = ANY_CHAIN, claimHours = 0 } }) => ({
    wallet: [walletRule],
    chain: [walletChain],
    claim: [claimHours === 0 ? '' : durationText(claimHours * HOUR_MS)],
  }),
  read: (sent) => together(readWallet(sent), readClaim(sent)),
};

export const parts: Readonly<Record<EditPart, Part>> = { texts, kind, timing, wallet };

/** Of what a form shows when it opens: the same later, nobody changed it meanwhile. */
export function seenOf(part: EditPart, data: AllowlistData): string {
  const values = parts[part].keys.map((key) => data[key] ?? null);
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 12);
}
