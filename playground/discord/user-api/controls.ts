import { isObject, listOf, numberOf, objectsOf, textOf, type JsonObject } from '../json.ts';
import { characters } from '../validation/form.ts';
import { ComponentType } from '../wire.ts';
import { channelTypes } from './command-options.ts';
import { ClientRefusal } from './refusal.ts';
import { type Resolved } from './resolved.ts';

export type ModalValue = string | readonly string[] | boolean | null;

/** The component with this custom id, wherever it stands in rows, sections and containers. */
export function findControl(components: unknown, customId: string): JsonObject | undefined {
  for (const component of objectsOf(components)) {
    if (component.custom_id === customId) return component;
    const inner =
      findControl(component.components, customId) ??
      findControl([component.accessory, component.component].filter(isObject), customId);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** Checks what was picked in a select of any kind. @throws ClientRefusal */
export function checkPicked(
  select: JsonObject,
  values: readonly string[],
  resolved: Resolved,
  isRequired = true,
): void {
  const min = numberOf(select.min_values) ?? 1;
  const max = numberOf(select.max_values) ?? 1;
  const isSkipped = !isRequired && values.length === 0;
  if (!isSkipped && (values.length < min || values.length > max)) {
    throw new ClientRefusal(`Between ${min} and ${max} values must be chosen`);
  }
  if (new Set(values).size !== values.length) throw new ClientRefusal('A value was chosen twice');
  for (const value of values) checkOffered(select, value, resolved);
}

function checkOffered(select: JsonObject, value: string, resolved: Resolved): void {
  switch (select.type) {
    case ComponentType.UserSelect:
      resolved.add('user', value);
      return;
    case ComponentType.RoleSelect:
      resolved.add('role', value);
      return;
    case ComponentType.MentionableSelect:
      resolved.add('mentionable', value);
      return;
    case ComponentType.ChannelSelect:
      resolved.add('channel', value, channelTypes(select));
      return;
    case ComponentType.FileUpload:
      resolved.add('attachment', value);
      return;
    default:
      if (!objectsOf(select.options).some((option) => option.value === value)) {
        throw new ClientRefusal(`"${value}" is not offered`);
      }
  }
}

/** The filled-in form as the client sends it; what was not touched keeps its preset. @throws ClientRefusal */
export function submittedComponents(
  components: readonly JsonObject[],
  values: Readonly<Record<string, ModalValue>>,
  resolved: Resolved,
): JsonObject[] {
  for (const customId of Object.keys(values)) {
    if (findControl(components, customId) === undefined)
      throw new ClientRefusal(`The form has no field "${customId}"`);
  }
  return components.map((part) => {
    const { type, id } = part;
    if (type === ComponentType.Row) {
      return {
        type,
        id,
        components: objectsOf(part.components).map((input) => submitted(input, values, resolved)),
      };
    }
    if (type === ComponentType.Label && isObject(part.component)) {
      return { type, id, component: submitted(part.component, values, resolved) };
    }
    return { type, id };
  });
}

function submitted(
  control: JsonObject,
  values: Readonly<Record<string, ModalValue>>,
  resolved: Resolved,
): JsonObject {
  const { type, id, custom_id } = control;
  const given = values[textOf(custom_id) ?? ''];
  const base = { type, id, custom_id };
  const isRequired = control.required !== false;
  if (type === ComponentType.TextInput) return { ...base, value: typedText(control, given, isRequired) };
  if (type === ComponentType.Checkbox)
    return { ...base, value: given === undefined ? control.default === true : given === true };
  if (type === ComponentType.RadioGroup) return { ...base, value: pickedRadio(control, given, isRequired) };
  if (type === ComponentType.CheckboxGroup) {
    const picked = pickedValues(control, given);
    checkPicked(
      { min_values: 1, max_values: listOf(control.options).length, ...control },
      picked,
      resolved,
      isRequired,
    );
    return { ...base, values: picked };
  }
  const picked = pickedValues(control, given);
  checkPicked(control, picked, resolved, isRequired);
  return { ...base, values: picked };
}

function typedText(control: JsonObject, given: ModalValue | undefined, isRequired: boolean): string {
  const text = given === undefined ? (textOf(control.value) ?? '') : given;
  const name = String(control.custom_id);
  if (typeof text !== 'string') throw new ClientRefusal(`"${name}" takes a text`);
  if (text === '' && !isRequired) return text;
  const min = Math.max(numberOf(control.min_length) ?? 0, isRequired ? 1 : 0);
  const max = numberOf(control.max_length) ?? 4000;
  const length = characters(text);
  if (length < min || length > max)
    throw new ClientRefusal(`"${name}" has between ${min} and ${max} characters`);
  return text;
}

function pickedRadio(control: JsonObject, given: ModalValue | undefined, isRequired: boolean): string | null {
  const preset = objectsOf(control.options).find((option) => option.default === true)?.value;
  const value = given === undefined ? (textOf(preset) ?? null) : given;
  if (value === null && !isRequired) return null;
  if (!objectsOf(control.options).some((option) => option.value === value)) {
    throw new ClientRefusal(`"${String(control.custom_id)}" takes one of its options`);
  }
  return value as string;
}

function pickedValues(control: JsonObject, given: ModalValue | undefined): string[] {
  if (given === undefined) return presets(control);
  if (typeof given === 'string') return [given];
  if (given === null || typeof given === 'boolean') return [];
  return [...given];
}

function presets(control: JsonObject): string[] {
  const options = objectsOf(control.options).filter((option) => option.default === true);
  const ids = objectsOf(control.default_values).map(({ id }) => id);
  return [...options.map(({ value }) => value), ...ids].filter((value) => typeof value === 'string');
}
