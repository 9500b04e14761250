import { isObject, isPresent, numberOf, textOf } from '../json.ts';
import { ButtonStyle, ComponentType } from '../wire.ts';
import { type Field } from './form.ts';

const CUSTOM_ID_MAX = 100;
const LABEL_MAX = 80;
const URL_MAX = 512;
const PLACEHOLDER_MAX = 150;
const OPTIONS_MAX = 25;
const OPTION_TEXT_MAX = 100;

/** What has been seen so far of one message or modal. */
export class Seen {
  /** What `attachment://` may name. */
  readonly filenames: ReadonlySet<string>;
  readonly customIds = new Set<string>();
  components = 0;
  textLength = 0;

  constructor(filenames: readonly string[] = []) {
    this.filenames = new Set(filenames);
  }
}

/** Every id that comes back in an interaction must be there and be unique in its message. */
export function checkCustomId(field: Field, seen: Seen): void {
  const id = field.text({ min: 1, max: CUSTOM_ID_MAX, required: true });
  if (id === undefined) return;
  if (seen.customIds.has(id)) {
    field.fail('COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
  }
  seen.customIds.add(id);
}

export function checkButton(field: Field, seen: Seen): void {
  field.at('style').oneOf(Object.values(ButtonStyle), { required: true });
  field.at('label').text({ max: LABEL_MAX });
  field.at('disabled').boolean();
  checkEmoji(field.at('emoji'));
  const style = numberOf(field.at('style').value);
  if (style === ButtonStyle.Link) checkLinkButton(field);
  else if (style === ButtonStyle.Premium) checkPremiumButton(field);
  else checkPressableButton(field, seen);
}

function checkPressableButton(field: Field, seen: Seen): void {
  checkCustomId(field.at('custom_id'), seen);
  forbid(field, 'url', 'A url cannot be specified on this button style');
  forbid(field, 'sku_id', 'A sku id cannot be specified on this button style');
  requireLabelOrEmoji(field);
}

function checkLinkButton(field: Field): void {
  const url = field.at('url').text({ min: 1, max: URL_MAX, required: true });
  if (url !== undefined) checkUrl(field.at('url'), ['http:', 'https:', 'discord:']);
  forbid(field, 'custom_id', 'A custom id and url cannot both be specified');
  forbid(field, 'sku_id', 'A sku id and url cannot both be specified');
  requireLabelOrEmoji(field);
}

function checkPremiumButton(field: Field): void {
  field.at('sku_id').snowflake({ required: true });
  for (const key of ['custom_id', 'url', 'label', 'emoji'])
    forbid(field, key, 'Cannot be specified on a premium button');
}

function requireLabelOrEmoji(field: Field): void {
  if (field.at('emoji').isPresent || (textOf(field.at('label').value) ?? '') !== '') return;
  field.fail('BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A button needs a label or an emoji');
}

function forbid(field: Field, key: string, message: string): void {
  const part = field.at(key);
  if (part.isPresent) part.fail('BUTTON_COMPONENT_FIELD_NOT_ALLOWED', message);
}

function checkEmoji(field: Field): void {
  if (!field.isPresent || field.object() === undefined) return;
  if (!field.at('id').isPresent && !field.at('name').isPresent) {
    field.fail('COMPONENT_INVALID_EMOJI', 'Invalid emoji');
  }
  field.at('id').snowflake();
  field.at('name').text({ max: 32 });
}

export function checkUrl(
  field: Field,
  protocols: readonly string[] = ['http:', 'https:', 'attachment:'],
): void {
  const url = textOf(field.value);
  if (url === undefined) return;
  if (!URL.canParse(url)) field.fail('URL_TYPE_INVALID_URL', 'Not a well formed URL.');
  else if (!protocols.includes(new URL(url).protocol)) {
    field.fail('URL_TYPE_INVALID_SCHEME', `Scheme "${new URL(url).protocol}" is not supported.`);
  }
}

/** All five kinds of select; `inModal` allows `required` and forbids `disabled`. */
export function checkSelect(field: Field, seen: Seen, { inModal = false } = {}): void {
  checkCustomId(field.at('custom_id'), seen);
  field.at('placeholder').text({ max: PLACEHOLDER_MAX });
  field.at('disabled').boolean();
  field.at('required').boolean();
  if (inModal && field.at('disabled').value === true) {
    field.at('disabled').fail('COMPONENT_DISABLED_IN_MODAL', 'A select in a modal cannot be disabled');
  }
  const isStringSelect = field.at('type').value === ComponentType.StringSelect;
  const offered = isStringSelect ? checkSelectOptions(field.at('options')) : OPTIONS_MAX;
  if (!isStringSelect) checkDefaultValues(field.at('default_values'));
  checkCounts(field, offered);
}

/** `min_values` 0–25, `max_values` 1–25, in order, and not more than there is to choose from. */
function checkCounts(field: Field, offered: number): void {
  const min = field.at('min_values').integer({ min: 0, max: OPTIONS_MAX }) ?? 1;
  const max = field.at('max_values').integer({ min: 1, max: OPTIONS_MAX });
  if (max !== undefined && max > offered) {
    field
      .at('max_values')
      .fail('SELECT_COMPONENT_MAX_VALUES_INVALID', 'Must not be above the number of options');
  }
  if (min > (max ?? Math.max(1, min))) {
    field.at('min_values').fail('SELECT_COMPONENT_MIN_VALUES_INVALID', 'Must not be above max_values');
  }
}

/** The rules that options of selects, radio groups and checkbox groups share; answers how many there are. */
export function checkSelectOptions(field: Field, { min = 1, max = OPTIONS_MAX } = {}): number {
  const values = new Set<unknown>();
  const options = field.list({ min, max, required: true });
  for (const option of options) {
    if (!isObject(option.value)) {
      option.object();
      continue;
    }
    option.at('label').text({ min: 1, max: OPTION_TEXT_MAX, required: true });
    option.at('value').text({ min: 1, max: OPTION_TEXT_MAX, required: true });
    option.at('description').text({ max: OPTION_TEXT_MAX });
    option.at('default').boolean();
    checkEmoji(option.at('emoji'));
    const value = option.at('value');
    if (isPresent(value.value) && values.has(value.value)) {
      value.fail('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used');
    }
    values.add(value.value);
  }
  return options.length;
}

function checkDefaultValues(field: Field): void {
  for (const entry of field.list({ max: OPTIONS_MAX })) {
    entry.at('id').snowflake({ required: true });
    entry.at('type').oneOf(['user', 'role', 'channel'], { required: true });
  }
}
