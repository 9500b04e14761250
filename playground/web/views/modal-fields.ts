import { isObject, numberOf, objectsOf, textOf, type JsonObject } from '../../discord/json.ts';
import { characters } from '../../discord/validation/form.ts';
import { ComponentType } from '../../discord/wire.ts';
import { type ModalValue, type OpenModal } from '../state/api.ts';
import { presetsOf } from './choices.ts';

export interface FormField {
  readonly customId: string;
  readonly control: JsonObject;
}

/** The controls of a form, of the classic rows and of labels. */
export function fieldsOf({ components }: OpenModal): FormField[] {
  return components
    .flatMap((part) => (isObject(part.component) ? [part.component] : objectsOf(part.components)))
    .map((control) => ({ customId: textOf(control.custom_id) ?? '', control }));
}

/** What Discord's form says below a field that can't be sent so. */
export function faultOf({ control }: FormField, value: ModalValue | undefined): string | null {
  const isRequired = control.required !== false;
  switch (control.type) {
    case ComponentType.TextInput:
      return textFault(
        control,
        typeof value === 'string' ? value : (textOf(control.value) ?? ''),
        isRequired,
      );
    case ComponentType.Checkbox:
      return null;
    case ComponentType.RadioGroup:
      return isRequired && countOf(control, value) === 0 ? 'This field is required' : null;
    default:
      return countFault(control, countOf(control, value), isRequired);
  }
}

function textFault(control: JsonObject, text: string, isRequired: boolean): string | null {
  if (text === '') return isRequired ? 'This field is required' : null;
  const min = numberOf(control.min_length) ?? 0;
  const max = numberOf(control.max_length) ?? 4000;
  const length = characters(text);
  if (length < min) return `Must be at least ${min} characters in length.`;
  return length > max ? `Must be ${max} or fewer in length.` : null;
}

function countOf(control: JsonObject, value: ModalValue | undefined): number {
  if (value === undefined) return presetsOf(control).length;
  if (typeof value === 'string') return value === '' ? 0 : 1;
  return Array.isArray(value) ? value.length : 0;
}

function countFault(control: JsonObject, count: number, isRequired: boolean): string | null {
  if (count === 0) return isRequired ? 'This field is required' : null;
  const min = numberOf(control.min_values) ?? 1;
  return count < min ? `Choose at least ${min}.` : null;
}
