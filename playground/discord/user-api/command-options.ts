import { numberOf, objectsOf, textOf, textsOf, listOf, type JsonObject } from '../json.ts';
import { OptionType } from '../wire.ts';
import { NotImplementedHere } from '../api-error.ts';
import { characters } from '../validation/form.ts';
import { ClientRefusal } from './refusal.ts';
import { type Resolved } from './resolved.ts';

export type OptionValue = string | number | boolean;

/** The (sub-)command that a path such as `task create` names: its options, and how to wrap the values. */
export interface Target {
  readonly options: JsonObject[];
  readonly wrap: (values: JsonObject[]) => JsonObject[];
}

export function findTarget(command: JsonObject, path: readonly string[]): Target {
  let options = objectsOf(command.options);
  const taken: JsonObject[] = [];
  for (const name of path) {
    const next = options.find((option) => option.name === name && isNesting(option));
    if (next === undefined)
      throw new ClientRefusal(`/${String(command.name)} has no sub-command "${path.join(' ')}"`, 404);
    taken.push(next);
    options = objectsOf(next.options);
  }
  if (options.some(isNesting)) throw new ClientRefusal(`/${String(command.name)} needs a sub-command`);
  const wrap = (values: JsonObject[]): JsonObject[] =>
    taken.reduceRight<JsonObject[]>((inner, { name, type }) => [{ name, type, options: inner }], values);
  return { options, wrap };
}

/** The values as the client sends them. @throws ClientRefusal for what its form would not accept */
export function optionValues(
  options: readonly JsonObject[],
  given: Readonly<Record<string, OptionValue>>,
  resolved: Resolved,
): JsonObject[] {
  for (const name of Object.keys(given)) {
    if (!options.some((option) => option.name === name))
      throw new ClientRefusal(`There is no option "${name}"`);
  }
  const values: JsonObject[] = [];
  for (const option of options) {
    const value = given[textOf(option.name) ?? ''];
    if (value !== undefined)
      values.push({
        name: option.name,
        type: option.type,
        value: checkedValue(option, value, resolved),
      });
    else if (option.required === true) throw new ClientRefusal(`Option "${String(option.name)}" is required`);
  }
  return values;
}

/** While typing nothing is required, and the focused value may be anything. */
export function partialValues(
  options: readonly JsonObject[],
  given: Readonly<Record<string, OptionValue>>,
  focused: { name: string; value: string },
): JsonObject[] {
  return options
    .filter(({ name }) => name === focused.name || given[textOf(name) ?? ''] !== undefined)
    .map(({ name, type }) =>
      name === focused.name
        ? { name, type, value: focused.value, focused: true }
        : { name, type, value: given[textOf(name) ?? ''] },
    );
}

function checkedValue(option: JsonObject, value: OptionValue, resolved: Resolved): OptionValue {
  const name = String(option.name);
  const type = numberOf(option.type);
  if (type === OptionType.String) checkText(option, value);
  else if (type === OptionType.Integer || type === OptionType.Number) checkNumber(option, value);
  else if (type === OptionType.Boolean) {
    if (typeof value !== 'boolean') throw new ClientRefusal(`Option "${name}" is true or false`);
  } else if (typeof value !== 'string') throw new ClientRefusal(`Option "${name}" takes an id`);
  else if (type === OptionType.User) resolved.add('user', value);
  else if (type === OptionType.Role) resolved.add('role', value);
  else if (type === OptionType.Mentionable) resolved.add('mentionable', value);
  else if (type === OptionType.Channel) resolved.add('channel', value, channelTypes(option));
  else if (type === OptionType.Attachment) resolved.add('attachment', value);
  else throw new NotImplementedHere(`options of type ${String(type)}`);
  checkChoice(option, value);
  return value;
}

function checkText(option: JsonObject, value: OptionValue): void {
  const name = String(option.name);
  if (typeof value !== 'string') throw new ClientRefusal(`Option "${name}" is a text`);
  const min = numberOf(option.min_length) ?? 0;
  const max = numberOf(option.max_length) ?? 6000;
  const length = characters(value);
  if (length < min || length > max)
    throw new ClientRefusal(`Option "${name}" has between ${min} and ${max} characters`);
}

function checkNumber(option: JsonObject, value: OptionValue): void {
  const name = String(option.name);
  const isWhole = option.type === OptionType.Integer;
  if (typeof value !== 'number' || !Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value))) {
    throw new ClientRefusal(`Option "${name}" is a ${isWhole ? 'whole ' : ''}number`);
  }
  const min = numberOf(option.min_value) ?? -Infinity;
  const max = numberOf(option.max_value) ?? Infinity;
  if (value < min || value > max) throw new ClientRefusal(`Option "${name}" is between ${min} and ${max}`);
}

function checkChoice(option: JsonObject, value: OptionValue): void {
  const choices = objectsOf(option.choices);
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
    throw new ClientRefusal(`${String(value)} is not a choice of option "${String(option.name)}"`);
  }
}

export function channelTypes(part: JsonObject): number[] {
  return listOf(part.channel_types).filter((type) => typeof type === 'number');
}

export function isAutocompleted(option: JsonObject): boolean {
  return option.autocomplete === true;
}

function isNesting(option: JsonObject): boolean {
  return option.type === OptionType.Subcommand || option.type === OptionType.Group;
}

export function pathOf(command: string): string[] {
  return textsOf(command.trim().replace(/^\//, '').split(/\s+/));
}
