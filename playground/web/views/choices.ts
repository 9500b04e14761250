import { numberOf, objectsOf, textOf, textsOf, listOf, type JsonObject } from '../../discord/json.ts';
import { ComponentType, OptionType } from '../../discord/wire.ts';
import { type Store } from '../state/store.ts';
import { emojiText } from './button.ts';
import { shownName } from './names.ts';

/** Something to pick, in a select, a form or an option of a command. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
  readonly emoji?: string;
  readonly userId?: string;
}

const selectKinds: Readonly<Record<number, readonly ('user' | 'role' | 'channel')[]>> = {
  [ComponentType.UserSelect]: ['user'],
  [ComponentType.RoleSelect]: ['role'],
  [ComponentType.MentionableSelect]: ['user', 'role'],
  [ComponentType.ChannelSelect]: ['channel'],
};
const optionKinds: Readonly<Record<number, readonly ('user' | 'role' | 'channel')[]>> = {
  [OptionType.User]: ['user'],
  [OptionType.Role]: ['role'],
  [OptionType.Mentionable]: ['user', 'role'],
  [OptionType.Channel]: ['channel'],
};

/** What a select offers, in a message or a form. */
export function choicesOfSelect(control: JsonObject, store: Store): Choice[] {
  const kinds = selectKinds[numberOf(control.type) ?? 0];
  return kinds === undefined ? optionChoices(control) : entities(kinds, store, control);
}

/** The options of a string select, a radio group or a group of checkboxes. */
export function optionChoices(control: JsonObject): Choice[] {
  return objectsOf(control.options).map(({ value, label, description, emoji }) => ({
    value: textOf(value) ?? '',
    label: textOf(label) ?? '',
    ...(textOf(description) !== undefined && { detail: textOf(description) ?? '' }),
    ...(emoji !== undefined && { emoji: emojiText(emoji) }),
  }));
}

/** What an option of a command offers before anything is asked of the bot; `null` when it is typed freely. */
export function choicesOfOption(option: JsonObject, store: Store): Choice[] | null {
  const type = numberOf(option.type) ?? 0;
  if (type === OptionType.Boolean)
    return ['True', 'False'].map((label) => ({ value: label.toLowerCase(), label }));
  const kinds = optionKinds[type];
  if (kinds !== undefined) return entities(kinds, store, option);
  const choices = objectsOf(option.choices);
  if (choices.length === 0) return null;
  return choices.map(({ value, name, displayName }) => ({
    value: String(value),
    label: textOf(displayName) ?? textOf(name) ?? '',
  }));
}

export function matching(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = typed.trim().toLowerCase().replace(/^[@#]/, '');
  return choices.filter(({ label, detail = '' }) => `${label} ${detail}`.toLowerCase().includes(wanted));
}

/** What is chosen before anybody touches the control. */
export function presetsOf(control: JsonObject): string[] {
  const options = objectsOf(control.options).filter((option) => option.default === true);
  return textsOf([
    ...options.map(({ value }) => value),
    ...objectsOf(control.default_values).map(({ id }) => id),
  ]);
}

function entities(kinds: readonly string[], store: Store, part: JsonObject): Choice[] {
  const { guild } = store;
  if (guild === undefined) return [];
  const types = listOf(part.channel_types);
  const users = guild.members.map(({ user }) => ({
    value: user.id,
    label: shownName(store, user),
    detail: user.username,
    userId: user.id,
  }));
  const roles = guild.roles
    .filter(({ id }) => id !== guild.id)
    .map(({ id, name }) => ({ value: id, label: `@${name}` }));
  const channels = guild.channels
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .map(({ id, name = '' }) => ({ value: id, label: `#${name}` }));
  return [
    ...(kinds.includes('user') ? users : []),
    ...(kinds.includes('role') ? roles : []),
    ...(kinds.includes('channel') ? channels : []),
  ];
}
