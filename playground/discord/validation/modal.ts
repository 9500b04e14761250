import { FILES_MAX } from '../files/upload.ts';
import { numberOf, textOf } from '../json.ts';
import { ComponentType, SELECT_TYPES } from '../wire.ts';
import { Seen, checkCustomId, checkSelect, checkSelectOptions } from './controls.ts';
import { characters, type Field } from './form.ts';

const TITLE_MAX = 45;
const COMPONENTS_MAX = 5;
const LABEL_MAX = 45;
const DESCRIPTION_MAX = 100;
const PLACEHOLDER_MAX = 100;
const VALUE_MAX = 4000;
const CHECKBOX_OPTIONS_MAX = 10;

const inLabel: readonly number[] = [
  ComponentType.TextInput,
  ...SELECT_TYPES,
  ComponentType.FileUpload,
  ComponentType.RadioGroup,
  ComponentType.CheckboxGroup,
  ComponentType.Checkbox,
];

/** A modal as a callback opens it, in the classic form (rows) or with labels. */
export function checkModal(field: Field): void {
  const seen = new Seen();
  field.at('title').text({ min: 1, max: TITLE_MAX, required: true });
  field.at('custom_id').text({ min: 1, max: 100, required: true });
  for (const part of field.at('components').list({ min: 1, max: COMPONENTS_MAX, required: true })) {
    if (part.object() === undefined) continue;
    const type = numberOf(part.at('type').value);
    if (type === ComponentType.Row) checkClassicRow(part, seen);
    else if (type === ComponentType.Label) checkLabel(part, seen);
    else if (type === ComponentType.TextDisplay)
      part.at('content').text({ min: 1, max: VALUE_MAX, required: true });
    else part.at('type').fail('UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1, 10, 18).');
  }
}

function checkClassicRow(row: Field, seen: Seen): void {
  for (const input of row.at('components').list({ min: 1, max: 1, required: true })) {
    if (input.object() === undefined) continue;
    input.at('type').oneOf([ComponentType.TextInput], { required: true });
    input.at('label').text({ min: 1, max: LABEL_MAX, required: true });
    checkTextInput(input, seen);
  }
}

function checkLabel(label: Field, seen: Seen): void {
  label.at('label').text({ min: 1, max: LABEL_MAX, required: true });
  label.at('description').text({ max: DESCRIPTION_MAX });
  const control = label.at('component');
  if (control.object() === undefined) return;
  control.at('type').oneOf(inLabel, { required: true });
  const type = numberOf(control.at('type').value);
  if (type === ComponentType.TextInput) {
    if (control.at('label').isPresent) {
      control.at('label').fail('TEXT_INPUT_LABEL_NOT_ALLOWED', 'The label belongs to the label component');
    }
    checkTextInput(control, seen);
  } else if (type !== undefined && SELECT_TYPES.includes(type)) checkSelect(control, seen, { inModal: true });
  else if (type === ComponentType.RadioGroup) checkChoiceGroup(control, seen, { min: 2 });
  else if (type === ComponentType.CheckboxGroup) {
    checkChoiceGroup(control, seen, { min: 1 });
    control.at('min_values').integer({ min: 0, max: CHECKBOX_OPTIONS_MAX });
    control.at('max_values').integer({ min: 1, max: CHECKBOX_OPTIONS_MAX });
  } else {
    checkCustomId(control.at('custom_id'), seen);
    if (type === ComponentType.FileUpload) checkFileUpload(control);
  }
}

function checkFileUpload(control: Field): void {
  control.at('required').boolean();
  const min = control.at('min_values').integer({ min: 0, max: FILES_MAX }) ?? 1;
  const max = control.at('max_values').integer({ min: 1, max: FILES_MAX }) ?? 1;
  if (min > max)
    control.at('min_values').fail('FILE_UPLOAD_MIN_VALUES_INVALID', 'Must not be above max_values');
}

function checkChoiceGroup(control: Field, seen: Seen, { min }: { min: number }): void {
  checkCustomId(control.at('custom_id'), seen);
  control.at('required').boolean();
  checkSelectOptions(control.at('options'), { min, max: CHECKBOX_OPTIONS_MAX });
}

function checkTextInput(input: Field, seen: Seen): void {
  checkCustomId(input.at('custom_id'), seen);
  input.at('style').oneOf([1, 2], { required: true });
  input.at('required').boolean();
  input.at('placeholder').text({ max: PLACEHOLDER_MAX });
  const min = input.at('min_length').integer({ min: 0, max: VALUE_MAX }) ?? 0;
  const max = input.at('max_length').integer({ min: 1, max: VALUE_MAX }) ?? VALUE_MAX;
  if (min > max) input.at('min_length').fail('TEXT_INPUT_MIN_LENGTH_INVALID', 'Must not be above max_length');
  input.at('value').text({ max: VALUE_MAX });
  const length = characters(textOf(input.at('value').value) ?? '');
  if (length > 0 && (length < min || length > max)) {
    input.at('value').fail('BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
  }
}
