import { isObject, numberOf, objectsOf, textOf, type JsonObject } from '../json.ts';
import { CommandType, OptionType } from '../wire.ts';
import { characters, checkForm, type Field } from './form.ts';
import { locales } from './locales.ts';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const NAME_MAX = 32;
const DESCRIPTION_MAX = 100;
const OPTIONS_MAX = 25;
const CHOICES_MAX = 25;
const CHOICE_MAX = 100;
const TOTAL_MAX = 8000;
const STRING_VALUE_MAX = 6000;
const EXACT_NUMBER_MAX = Number.MAX_SAFE_INTEGER;

const typesWithChoices: readonly number[] = [OptionType.String, OptionType.Integer, OptionType.Number];
const numberTypes: readonly number[] = [OptionType.Integer, OptionType.Number];

/** @param under the index in a bulk overwrite */
export function checkCommand(command: JsonObject, under: readonly (string | number)[] = []): void {
  checkForm(
    command,
    (root) => {
      root.at('type').oneOf(Object.values(CommandType));
      const isSlash = typeOfCommand(command) === CommandType.ChatInput;
      checkName(root.at('name'), isSlash);
      checkLocalizations(root.at('name_localizations'), (text) => {
        checkName(text, isSlash);
      });
      if (isSlash) checkSlashCommand(root);
      else checkMenuCommand(root);
      checkAccess(root);
      if (commandSize(command) > TOTAL_MAX) {
        root.fail('APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${TOTAL_MAX})`);
      }
    },
    under,
  );
}

export function typeOfCommand(command: JsonObject): number {
  return numberOf(command.type) ?? CommandType.ChatInput;
}

function checkSlashCommand(root: Field): void {
  checkDescription(root);
  checkOptions(root.at('options'), 0);
}

function checkMenuCommand(root: Field): void {
  if ((textOf(root.at('description').value) ?? '') !== '') {
    root
      .at('description')
      .fail('APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED', 'Context menu commands cannot have a description');
  }
  if (root.at('options').list().length > 0) {
    root
      .at('options')
      .fail('APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED', 'Context menu commands cannot have options');
  }
}

function checkAccess(root: Field): void {
  const bits = root.at('default_member_permissions');
  const text = bits.text();
  if (text !== undefined && !/^\d+$/.test(text))
    bits.fail('NUMBER_TYPE_COERCE', `Value "${text}" is not int.`);
  for (const context of root.at('contexts').list({ min: 1 })) context.oneOf([0, 1, 2], { required: true });
  for (const kind of root.at('integration_types').list({ min: 1 })) kind.oneOf([0, 1], { required: true });
  root.at('nsfw').boolean();
  root.at('dm_permission').boolean();
}

function checkName(field: Field, isSlash: boolean): void {
  const name = field.text({ min: 1, max: NAME_MAX, required: true });
  if (name === undefined || !isSlash || characters(name) > NAME_MAX) return;
  if (!NAME.test(name) || name !== name.toLowerCase()) {
    field.fail('APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
}

function checkDescription(root: Field): void {
  root.at('description').text({ min: 1, max: DESCRIPTION_MAX, required: true });
  checkLocalizations(root.at('description_localizations'), (text) => {
    text.text({ min: 1, max: DESCRIPTION_MAX, required: true });
  });
}

function checkLocalizations(field: Field, check: (text: Field) => void): void {
  if (!field.isPresent) return;
  const texts = field.object() ?? {};
  for (const locale of Object.keys(texts)) {
    const text = field.at(locale);
    if (!locales.has(locale)) text.fail('DICT_TYPE_KEY_INVALID', `"${locale}" is not a supported locale`);
    else if (text.isPresent) check(text);
  }
}

/** `depth` 0 is the command, 1 a group or sub-command, 2 a sub-command in a group. */
function checkOptions(field: Field, depth: number): void {
  const names = new Set<unknown>();
  let optionalSeen = false;
  const options = field.list({ max: OPTIONS_MAX });
  for (const option of options) {
    if (option.object() === undefined) continue;
    const name = option.at('name');
    checkName(name, true);
    checkLocalizations(option.at('name_localizations'), (text) => {
      checkName(text, true);
    });
    if (names.has(name.value))
      name.fail('APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
    names.add(name.value);
    checkDescription(option);
    checkOption(option, depth);
    const isRequired = option.at('required').boolean() === true;
    if (isRequired && optionalSeen) {
      option
        .at('required')
        .fail(
          'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
          'Required options must be placed before non-required options',
        );
    }
    optionalSeen ||= !isRequired;
  }
  checkNotMixed(field, options);
}

function checkNotMixed(field: Field, options: readonly Field[]): void {
  const nested = options.filter((option) => isNesting(option.at('type').value)).length;
  if (nested === 0 || nested === options.length) return;
  field.fail(
    'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    'Sub-command and sub-command group option types are mutually exclusive to all other types',
  );
}

function isNesting(type: unknown): boolean {
  return type === OptionType.Subcommand || type === OptionType.Group;
}

function checkOption(option: Field, depth: number): void {
  const type = numberOf(option.at('type').value);
  option.at('type').oneOf(Object.values(OptionType), { required: true });
  if (type === undefined) return;
  if (isNesting(type)) {
    checkNesting(option, type, depth);
    return;
  }
  if (depth === 1) {
    option.at('type').fail('APPLICATION_COMMAND_OPTIONS_NESTING_INVALID', 'A group holds sub-commands only');
  }
  if (option.at('options').list().length > 0) {
    option
      .at('options')
      .fail('APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED', 'This option type cannot have options');
  }
  checkChoices(option, type);
  checkBounds(option, type);
  if (option.at('channel_types').isPresent && type !== OptionType.Channel) {
    option
      .at('channel_types')
      .fail('APPLICATION_COMMAND_OPTION_CHANNEL_TYPES_INVALID', 'Only channel options have channel types');
  }
}

function checkNesting(option: Field, type: number, depth: number): void {
  const allowedDepth = type === OptionType.Group ? 0 : 1;
  if (depth > allowedDepth) {
    option
      .at('type')
      .fail(
        'APPLICATION_COMMAND_OPTIONS_NESTING_INVALID',
        'Sub-commands nest at most as group and sub-command',
      );
    return;
  }
  if (type === OptionType.Group) option.at('options').list({ min: 1, max: OPTIONS_MAX, required: true });
  checkOptions(option.at('options'), type === OptionType.Group ? 1 : 2);
}

function checkChoices(option: Field, type: number): void {
  const field = option.at('choices');
  const autocomplete = option.at('autocomplete').boolean() === true;
  const choices = field.list({ max: CHOICES_MAX });
  if ((autocomplete || choices.length > 0) && !typesWithChoices.includes(type)) {
    field.fail(
      'APPLICATION_COMMAND_OPTION_CHOICES_INVALID',
      'Choices are only for string and number options',
    );
  }
  if (autocomplete && choices.length > 0) {
    option
      .at('autocomplete')
      .fail('APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_EXCLUSIVE', 'Cannot set choices and autocomplete');
  }
  const names = new Set<unknown>();
  for (const choice of choices) {
    checkChoice(choice, type);
    const name = choice.at('name');
    if (names.has(name.value))
      name.fail(
        'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
        'Option choice name already exists',
      );
    names.add(name.value);
  }
}

/** Also the rule for each choice of an autocomplete answer. */
export function checkChoice(choice: Field, type: number): void {
  if (choice.object() === undefined) return;
  choice.at('name').text({ min: 1, max: CHOICE_MAX, required: true });
  checkLocalizations(choice.at('name_localizations'), (text) => {
    text.text({ min: 1, max: CHOICE_MAX, required: true });
  });
  const value = choice.at('value');
  if (type === OptionType.String) value.text({ max: CHOICE_MAX, required: true });
  else if (type === OptionType.Integer)
    value.integer({ min: -EXACT_NUMBER_MAX, max: EXACT_NUMBER_MAX, required: true });
  else if (value.require() && typeof value.value !== 'number')
    value.fail('NUMBER_TYPE_COERCE', 'Value is not a number.');
}

function checkBounds(option: Field, type: number): void {
  for (const key of ['min_value', 'max_value']) {
    const bound = option.at(key);
    if (!bound.isPresent) continue;
    if (!numberTypes.includes(type))
      bound.fail('APPLICATION_COMMAND_OPTION_BOUND_INVALID', 'Only number options have bounds');
    else if (type === OptionType.Integer) bound.integer();
  }
  for (const [key, min] of [
    ['min_length', 0],
    ['max_length', 1],
  ] as const) {
    const bound = option.at(key);
    if (bound.isPresent && type !== OptionType.String) {
      bound.fail('APPLICATION_COMMAND_OPTION_BOUND_INVALID', 'Only string options have lengths');
    } else bound.integer({ min, max: STRING_VALUE_MAX });
  }
}

/** Names, descriptions and values; of localised texts the longest counts. */
export function commandSize(part: JsonObject): number {
  const own =
    longest(part.name, part.name_localizations) + longest(part.description, part.description_localizations);
  const choices = objectsOf(part.choices).reduce(
    (sum, choice) =>
      sum + longest(choice.name, choice.name_localizations) + characters(textOf(choice.value) ?? ''),
    0,
  );
  return objectsOf(part.options).reduce((sum, option) => sum + commandSize(option), own + choices);
}

function longest(text: unknown, localizations: unknown): number {
  const texts = [text, ...(isObject(localizations) ? Object.values(localizations) : [])];
  return Math.max(...texts.map((candidate) => characters(textOf(candidate) ?? '')));
}
