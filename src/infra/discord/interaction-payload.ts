import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
} from 'discord.js';
import { isSnowflake } from '../../kernel/snowflake.js';
import { lengthOf } from '../../kernel/text.js';
import type { InteractionKind, KeptValue } from './interaction-record.js';

/** Discord's own limits, which a forged payload need not keep. */
const MAX = { name: 100, options: 25, value: 100 };
/** Of options and fields: ours are; anything else could not be a key of a document. */
const KEPT_NAME = /^[\w-]{1,100}$/;

export interface RawInteraction {
  readonly id: string;
  readonly token: string;
  /** What follows may be anything until it was looked at. */
  readonly type?: unknown;
  readonly locale?: unknown;
}

export function isRawInteraction(raw: unknown): raw is RawInteraction {
  if (typeof raw !== 'object' || raw === null) return false;
  const { id, token } = raw as Record<string, unknown>;
  return isSnowflake(id) && typeof token === 'string' && token.length > 0;
}

/** As far as the log reads it, of the form that `misshapenPart` accepts. */
export interface SentInteraction extends RawInteraction {
  readonly type: InteractionType;
  readonly data: {
    readonly name?: string;
    readonly type?: number;
    readonly target_id?: string;
    readonly options?: readonly SentOption[];
    readonly custom_id?: string;
    readonly values?: readonly string[];
    readonly components?: readonly SentField[];
  };
}
interface SentOption {
  readonly type: OptionType;
  readonly name: string;
  readonly value?: string | number | boolean;
  readonly options?: readonly SentOption[];
}
interface SentField {
  readonly type: ComponentType;
  readonly custom_id?: string;
  readonly value?: string | boolean | null;
  readonly values?: readonly string[] | null;
  readonly component?: SentField;
  readonly components?: readonly SentField[];
}

const KINDS: Partial<Record<number, InteractionKind>> = {
  [InteractionType.ApplicationCommand]: 'command',
  [InteractionType.MessageComponent]: 'component',
  [InteractionType.ApplicationCommandAutocomplete]: 'autocomplete',
  [InteractionType.ModalSubmit]: 'modal',
};

/** Also of payloads of another form. */
export function kindOf({ type }: RawInteraction): InteractionKind {
  return (typeof type === 'number' ? KINDS[type] : undefined) ?? 'unknown';
}

export const isMenu = ({ type, data }: SentInteraction): boolean =>
  type === InteractionType.ApplicationCommand &&
  data.type !== undefined &&
  data.type !== (ApplicationCommandType.ChatInput as number);

/** `/task create`, or the name on the menu; nothing for controls and forms. */
export function commandNameOf(sent: SentInteraction): string | undefined {
  const { name, options } = sent.data;
  if (name === undefined) return undefined;
  const path = isMenu(sent) ? name : ['/' + name, ...groupsOf(options)].join(' ');
  return path.slice(0, MAX.name);
}

const isGroup = ({ type }: SentOption): boolean =>
  type === OptionType.Subcommand || type === OptionType.SubcommandGroup;

function groupsOf(options: readonly SentOption[] = []): string[] {
  const group = options.find(isGroup);
  return group === undefined ? [] : [group.name, ...groupsOf(group.options)];
}

/** A one-time token in a custom id works for its member only, but it is a secret all the same. */
const ONE_TIME_TOKEN = /(?<=\/)[\w-]{43}(?=\/|$)/g;

/** The id of the control or form, cut to what Discord allows and without tokens; nothing for commands. */
export const customIdOf = ({ data }: SentInteraction): string | undefined =>
  data.custom_id === '' ? undefined : data.custom_id?.slice(0, MAX.name).replace(ONE_TIME_TOKEN, 'token');

/**
 * What was given with it, by name: ids, numbers, switches and choices as they are, of texts the length.
 *
 * @param isChoice whether the command offers this text, so that nobody typed it
 */
export function optionsOf(
  { data }: SentInteraction,
  isChoice: (option: string, value: string) => boolean,
): Readonly<Record<string, KeptValue>> | undefined {
  const kept = [
    ...(data.target_id === undefined ? [] : [['target', data.target_id] as const]),
    ...(data.values === undefined ? [] : [['values', picked(data.values)] as const]),
    ...leavesOf(data.options ?? []).map((option) => [option.name, optionValue(option, isChoice)] as const),
    ...fieldsOf(data.components ?? []).map((field) => [field.custom_id ?? '', fieldValue(field)] as const),
  ].filter((entry): entry is [string, KeptValue] => KEPT_NAME.test(entry[0]) && entry[1] !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept.slice(0, MAX.options));
}

function leavesOf(options: readonly SentOption[]): readonly SentOption[] {
  const group = options.find(isGroup);
  return group === undefined ? options : leavesOf(group.options ?? []);
}

function optionValue(
  { type, name, value }: SentOption,
  isChoice: (option: string, value: string) => boolean,
): KeptValue | undefined {
  // Everything else that comes as a text is an id, by the form that was checked; but a number that is still typed.
  const isTyped = type === OptionType.String || type === OptionType.Integer || type === OptionType.Number;
  if (typeof value !== 'string' || !isTyped || isChoice(name, value)) return value;
  return { length: lengthOf(value) };
}

function fieldsOf(components: readonly SentField[]): SentField[] {
  return components.flatMap((field) => [
    ...(field.custom_id === undefined ? [] : [field]),
    ...fieldsOf(field.components ?? []),
    ...fieldsOf(field.component === undefined ? [] : [field.component]),
  ]);
}

function fieldValue({ type, value, values }: SentField): KeptValue | undefined {
  if (values !== undefined && values !== null) return picked(values);
  if (typeof value !== 'string') return value ?? undefined;
  return type === ComponentType.RadioGroup ? value.slice(0, MAX.value) : { length: lengthOf(value) };
}

/** Ids, or values that a view of ours offered. */
const picked = (values: readonly string[]): readonly string[] =>
  values.slice(0, MAX.options).map((value) => value.slice(0, MAX.value));
