import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  ChannelType,
  ComponentType,
  type ModalSubmitInteraction,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js';
import { truncate } from '../../kernel/text.js';
import type { Texts } from '../../locales/index.js';

/** What is wrong with one field, in the reader's language. */
export type Fault = (texts: Texts) => string;

/** A field of a form, as those who declare forms say it: without a word of Discord's own. */
export interface FormField {
  readonly id: string;
  readonly label: (texts: Texts) => string;
  readonly hint?: (texts: Texts) => string;
  readonly input: FieldInput;
  readonly isOptional?: boolean;
}

export type FieldInput =
  | { readonly kind: 'text'; readonly maxLength: number; readonly isLong?: boolean }
  /** One of the options, or from `min` to `max` of them where `max` is above 1. */
  | {
      readonly kind: 'choice';
      readonly options: readonly FieldOption[];
      readonly min?: number;
      readonly max?: number;
    }
  /** One file; what it is, `fileIn` says. */
  | { readonly kind: 'file' }
  | { readonly kind: 'channel' }
  /** `max`: how many may be chosen; one unless told otherwise. */
  | { readonly kind: 'role'; readonly max?: number };

export interface FieldOption {
  readonly value: string;
  readonly label: (texts: Texts) => string;
}

/** What was given, by field: one text or choice, several choices, or nothing. */
export type Sent = Readonly<Record<string, readonly string[]>>;

export const NOTHING_SENT: Sent = {};

/** The one text or choice of a field; empty where nothing was given. */
export const sentTo = (sent: Sent, field: string): string => sent[field]?.[0] ?? '';

export interface FormOf {
  readonly customId: string;
  readonly title: string;
  /** Five at most. */
  readonly fields: readonly FormField[];
  /** What stands in them when it opens. */
  readonly values?: Sent;
}

/** Discord's limits. */
const MAX = { title: 45, label: 45, hint: 100, option: 100, boxes: 10 };

export function formModal(
  { customId, title, fields, values = NOTHING_SENT }: FormOf,
  texts: Texts,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: truncate(title, MAX.title),
    components: fields.map((field) => ({
      type: ComponentType.Label,
      label: truncate(field.label(texts), MAX.label),
      ...(field.hint !== undefined && { description: truncate(field.hint(texts), MAX.hint) }),
      component: inputOf(field, values[field.id] ?? [], texts),
    })),
  };
}

function inputOf(field: FormField, given: readonly string[], texts: Texts): APIComponentInLabel {
  const { id, input } = field;
  const base = { custom_id: id, required: field.isOptional !== true };
  switch (input.kind) {
    case 'text': {
      const [value = ''] = given;
      return {
        ...base,
        type: ComponentType.TextInput,
        style: input.isLong === true ? TextInputStyle.Paragraph : TextInputStyle.Short,
        ...(base.required && { min_length: 1 }),
        max_length: input.maxLength,
        ...(value !== '' && { value: truncate(value, input.maxLength) }),
      };
    }
    case 'choice':
      return choiceOf(base, input, given, texts);
    case 'file':
      return { ...base, type: ComponentType.FileUpload, min_values: base.required ? 1 : 0, max_values: 1 };
    case 'channel':
      return {
        ...base,
        type: ComponentType.ChannelSelect,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
        default_values: given.map((chosen) => ({ id: chosen, type: SelectMenuDefaultValueType.Channel })),
      };
    case 'role':
      return {
        ...base,
        type: ComponentType.RoleSelect,
        max_values: input.max ?? 1,
        default_values: given.map((chosen) => ({ id: chosen, type: SelectMenuDefaultValueType.Role })),
      };
  }
}

/** Ten options or fewer are all in sight; more are a menu. */
function choiceOf(
  base: { readonly custom_id: string; readonly required: boolean },
  { options, min = 1, max = 1 }: Extract<FieldInput, { kind: 'choice' }>,
  given: readonly string[],
  texts: Texts,
): APIComponentInLabel {
  const shown = options.map(({ value, label }) => ({
    value,
    label: truncate(label(texts), MAX.option),
    ...(given.includes(value) && { default: true }),
  }));
  const bounds = { min_values: min, max_values: Math.min(max, options.length) };
  if (options.length > MAX.boxes || options.length < 2)
    return { ...base, type: ComponentType.StringSelect, options: shown, ...bounds };
  if (max === 1) return { ...base, type: ComponentType.RadioGroup, options: shown };
  return { ...base, type: ComponentType.CheckboxGroup, options: shown, ...bounds };
}

/** All that a submitted form holds. A forged payload may lack fields, or have others: see `isAsOffered`. */
export function sentIn(interaction: ModalSubmitInteraction): Sent {
  return Object.fromEntries([...interaction.fields.fields].map(([id, field]) => [id, valuesOf(field)]));
}

/**
 * Whether these fields may hold what was sent: none that they are not, of a choice only what it offers and as
 * many as it takes. What is typed is for whoever reads it to judge.
 */
export const isAsOffered = (sent: Sent, fields: readonly FormField[]): boolean =>
  Object.keys(sent).every((id) => fields.some((field) => field.id === id)) &&
  fields.every((field) => isGivable(field, sent[field.id] ?? []));

function isGivable({ input, isOptional }: FormField, given: readonly string[]): boolean {
  if (input.kind !== 'choice') return given.length <= 1;
  const { options, min = 1, max = 1 } = input;
  const isOffered = (value: string): boolean => options.some((option) => option.value === value);
  const isCount = (given.length >= min && given.length <= max) || (given.length === 0 && isOptional === true);
  return isCount && given.every(isOffered) && new Set(given).size === given.length;
}

/** Of what was sent, these fields; of a choice only what it offers, in its order. */
export const onlyOffered = (sent: Sent, fields: readonly FormField[]): Sent =>
  Object.fromEntries(
    fields.map(({ id, input }) => {
      const given = sent[id] ?? [];
      if (input.kind !== 'choice') return [id, given];
      return [id, input.options.map(({ value }) => value).filter((value) => given.includes(value))];
    }),
  );

function valuesOf(field: unknown): readonly string[] {
  const { value, values } = field as { value?: unknown; values?: unknown };
  const given: readonly unknown[] = Array.isArray(values) ? values : [value];
  return given.filter((one): one is string => typeof one === 'string');
}
