import type { FieldOption, FormField } from '../../../infra/discord/index.js';
import {
  ALLOWLIST_KINDS,
  ALLOWLIST_LIMITS,
  WALLET_CHAINS,
  WALLET_RULES,
} from '../schemas/allowlist-connection.schema.js';

const { title, description, prize, winners, entries, price, question, bonusTickets } = ALLOWLIST_LIMITS;

/** As `1.000.000`, with some room. */
const NUMBER_MAX = 20;

export const TEXTS: readonly FormField[] = [
  {
    id: 'title',
    label: (texts) => texts.allowlistForm.title,
    hint: (texts) => texts.allowlistForm.titleHint(title),
    input: { kind: 'text', maxLength: title },
  },
  {
    id: 'description',
    label: (texts) => texts.allowlistForm.description,
    hint: (texts) => texts.allowlistForm.descriptionHint(description),
    input: { kind: 'text', maxLength: description, isLong: true },
  },
  {
    id: 'prize',
    label: (texts) => texts.allowlistForm.prize,
    hint: (texts) => texts.allowlistForm.prizeHint(prize),
    input: { kind: 'text', maxLength: prize },
  },
];

export const KIND: FormField = {
  id: 'kind',
  label: (texts) => texts.allowlistForm.kind,
  input: {
    kind: 'choice',
    options: ALLOWLIST_KINDS.map((value) => ({ value, label: (texts) => texts.allowlistForm.kinds[value] })),
  },
};

export const WINNERS: FormField = {
  id: 'winners',
  label: (texts) => texts.allowlistForm.winners,
  hint: (texts) => texts.allowlistForm.winnersHint(texts.common.number(winners)),
  input: { kind: 'text', maxLength: NUMBER_MAX },
  isOptional: true,
};

export const PLACES: FormField = {
  id: 'places',
  label: (texts) => texts.allowlistForm.places,
  hint: (texts) => texts.allowlistForm.placesHint(texts.common.number(entries)),
  input: { kind: 'text', maxLength: NUMBER_MAX },
  isOptional: true,
};

export const PRICE: FormField = {
  id: 'price',
  label: (texts) => texts.allowlistForm.price,
  hint: (texts) => texts.allowlistForm.priceHint(texts.common.number(price)),
  input: { kind: 'text', maxLength: NUMBER_MAX },
  isOptional: true,
};

export const QUESTION: FormField = {
  id: 'question',
  label: (texts) => texts.allowlistForm.question,
  hint: (texts) => texts.allowlistForm.questionHint(question),
  input: { kind: 'text', maxLength: question },
  isOptional: true,
};

export const WALLET: FormField = {
  id: 'wallet',
  label: (texts) => texts.allowlistForm.wallet,
  hint: (texts) => texts.allowlistForm.walletHint,
  input: {
    kind: 'choice',
    options: WALLET_RULES.map((value) => ({
      value,
      label: (texts) => texts.allowlistForm.walletRules[value],
    })),
  },
};

export const ANY_CHAIN = 'any';

export const CHAIN: FormField = {
  id: 'chain',
  label: (texts) => texts.allowlistForm.chain,
  input: {
    kind: 'choice',
    options: [ANY_CHAIN, ...WALLET_CHAINS].map((value): FieldOption => ({
      value,
      label: ({ allowlistForm: { chains } }) => chains[value as keyof typeof chains],
    })),
  },
};

export const CLAIM: FormField = {
  id: 'claim',
  label: (texts) => texts.allowlistForm.claim,
  hint: (texts) => texts.allowlistForm.claimHint,
  input: { kind: 'text', maxLength: NUMBER_MAX },
  isOptional: true,
};

export const TICKETS: FormField = {
  id: 'tickets',
  label: (texts) => texts.allowlistForm.tickets,
  hint: (texts) => texts.allowlistForm.ticketsHint(texts.common.number(bonusTickets)),
  input: { kind: 'text', maxLength: NUMBER_MAX },
};
