import { html, nothing, type TemplateResult } from 'lit';
import { isObject, numberOf, objectsOf, textOf, type JsonObject } from '../../discord/json.ts';
import { characters } from '../../discord/validation/form.ts';
import { ComponentType, SELECT_TYPES } from '../../discord/wire.ts';
import { markdown } from '../markdown/render.ts';
import { optionChoices, presetsOf, type Choice } from './choices.ts';
import { type FormDesk } from './desks.ts';
import { uploadField } from './modal-upload.ts';

/** One part of a form: a label with its control, a classic row, or a text. */
export function modalPart(part: JsonObject, dialog: FormDesk): TemplateResult {
  if (part.type === ComponentType.TextDisplay) return markdown(textOf(part.content) ?? '', dialog.reader);
  if (part.type === ComponentType.Row) {
    const control = objectsOf(part.components)[0] ?? {};
    return fieldView({ label: textOf(control.label) ?? '', description: '' }, control, dialog);
  }
  const control = isObject(part.component) ? part.component : {};
  return fieldView(
    { label: textOf(part.label) ?? '', description: textOf(part.description) ?? '' },
    control,
    dialog,
  );
}

function fieldView(
  words: { label: string; description: string },
  control: JsonObject,
  dialog: FormDesk,
): TemplateResult {
  const customId = textOf(control.custom_id) ?? '';
  const isRequired = control.required !== false && control.type !== ComponentType.Checkbox;
  const fault = dialog.faults.get(customId);
  return html`<div class="field ${fault === undefined ? '' : 'wrong'}">
    <label class="field-label" id="label-${customId}" for="field-${customId}"
      >${words.label}${isRequired ? html`<span class="star" aria-hidden="true"> *</span>` : nothing}</label
    >
    ${words.description === '' ? nothing : html`<p class="field-description" id="hint-${customId}">${words.description}</p>`}
    ${controlView(control, customId, words.label, dialog)}
    ${fault === undefined ? nothing : html`<p class="fault" role="alert">${fault}</p>`}
  </div>`;
}

function controlView(control: JsonObject, customId: string, label: string, dialog: FormDesk): unknown {
  const type = numberOf(control.type) ?? 0;
  if (type === ComponentType.TextInput) return textInput(control, customId, dialog);
  if (SELECT_TYPES.includes(type)) {
    return html`<select-menu
      .store=${dialog.desk.store}
      .control=${control}
      .label=${label}
      .isInForm=${true}
      .onPick=${(values: readonly string[]) => {
        dialog.set(customId, values);
      }}
    ></select-menu>`;
  }
  if (type === ComponentType.Checkbox) return singleCheckbox(control, customId, label, dialog);
  if (type === ComponentType.RadioGroup || type === ComponentType.CheckboxGroup)
    return choiceGroup(control, customId, dialog);
  if (type === ComponentType.FileUpload) return uploadField(control, customId, dialog);
  return html`<p class="field-description">A field of type ${type}</p>`;
}

function textInput(control: JsonObject, customId: string, dialog: FormDesk): TemplateResult {
  const stored = dialog.values.get(customId);
  const text = typeof stored === 'string' ? stored : (textOf(control.value) ?? '');
  const max = numberOf(control.max_length) ?? 4000;
  const isWrong = dialog.faults.has(customId);
  const onInput = (event: Event): void => {
    dialog.set(customId, (event.target as HTMLInputElement).value);
  };
  const placeholder = textOf(control.placeholder) ?? '';
  const count = html`<span class="count" aria-hidden="true">${characters(text)}/${max}</span>`;
  return control.style === 2
    ? html`<span class="text-box">
        <textarea
          id="field-${customId}"
          rows="4"
          maxlength=${max}
          placeholder=${placeholder}
          aria-invalid=${isWrong}
          .value=${text}
          @input=${onInput}
        ></textarea
        >${count}</span
      >`
    : html`<span class="text-box"
        ><input
          id="field-${customId}"
          type="text"
          autocomplete="off"
          maxlength=${max}
          placeholder=${placeholder}
          aria-invalid=${isWrong}
          .value=${text}
          @input=${onInput}
        />${count}</span
      >`;
}

function singleCheckbox(
  control: JsonObject,
  customId: string,
  label: string,
  dialog: FormDesk,
): TemplateResult {
  const stored = dialog.values.get(customId);
  const isOn = typeof stored === 'boolean' ? stored : control.default === true;
  return html`<label class="tick">
    <input
      id="field-${customId}"
      type="checkbox"
      aria-label=${label}
      .checked=${isOn}
      @change=${(event: Event) => {
        dialog.set(customId, (event.target as HTMLInputElement).checked);
      }}
    />
    <span>Yes</span>
  </label>`;
}

function choiceGroup(control: JsonObject, customId: string, dialog: FormDesk): TemplateResult {
  const isRadio = control.type === ComponentType.RadioGroup;
  const stored = dialog.values.get(customId);
  const chosen =
    stored === undefined ? presetsOf(control) : [stored].flat().filter((value) => typeof value === 'string');
  const change = (value: string, isOn: boolean): void => {
    if (isRadio) dialog.set(customId, value);
    else dialog.set(customId, isOn ? [...chosen, value] : chosen.filter((each) => each !== value));
  };
  return html`<div
    class="tick-group"
    id="field-${customId}"
    role=${isRadio ? 'radiogroup' : 'group'}
    aria-labelledby="label-${customId}"
  >
    ${optionChoices(control).map((choice) => tick(choice, { isRadio, name: customId, isOn: chosen.includes(choice.value), change }))}
  </div>`;
}

function tick(
  { value, label, detail }: Choice,
  {
    isRadio,
    name,
    isOn,
    change,
  }: { isRadio: boolean; name: string; isOn: boolean; change: (value: string, isOn: boolean) => void },
): TemplateResult {
  return html`<label class="tick">
    <input
      type=${isRadio ? 'radio' : 'checkbox'}
      name=${name}
      value=${value}
      .checked=${isOn}
      @change=${(event: Event) => {
        change(value, (event.target as HTMLInputElement).checked);
      }}
    />
    <span>${label}${detail === undefined ? nothing : html`<span class="subtext">${detail}</span>`}</span>
  </label>`;
}
