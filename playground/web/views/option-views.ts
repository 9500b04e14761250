import { html, nothing, type TemplateResult } from 'lit';
import { numberOf, textOf, type JsonObject } from '../../discord/json.ts';
import { OptionType } from '../../discord/wire.ts';
import { type Choice } from './choices.ts';
import { type OptionDesk } from './desks.ts';
import { SIZE_HINT } from './file-tray.ts';
import { fileOption } from './option-file.ts';
import { type OptionCursor } from './option-cursor.ts';
import { nameOf, type OptionForm } from './option-form.ts';

const hints: Readonly<Record<number, string>> = {
  [OptionType.Integer]: 'A whole number',
  [OptionType.Number]: 'A number',
  [OptionType.Boolean]: 'True or false',
  [OptionType.User]: 'A member',
  [OptionType.Channel]: 'A channel',
  [OptionType.Role]: 'A role',
  [OptionType.Mentionable]: 'A member or a role',
  [OptionType.Attachment]: `A file, ${SIZE_HINT}`,
};

const shownName = (option: JsonObject): string => textOf(option.displayName) ?? nameOf(option);
const shownDescription = (option: JsonObject): string =>
  textOf(option.displayDescription) ?? textOf(option.description) ?? '';

/** The command and its options as pills in the composer. */
export function optionFields(form: OptionForm, composer: OptionDesk): TemplateResult {
  const onPillKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Backspace') {
      composer.onOptionKey(event, '');
      return;
    }
    event.preventDefault();
    composer.cancel();
  };
  const more = form.hidden.length;
  return html`<div class="option-fields">
    <button
      type="submit"
      class="command-pill"
      @focus=${() => {
        composer.focusOption(null);
      }}
      @keydown=${onPillKey}
    >
      /${form.leaf.shown}
    </button>
    ${form.shown.map((name) => fieldView(form, name, composer))}
    ${
      more === 0
        ? nothing
        : html`<button
            type="button"
            class="more-options"
            @click=${() => {
              composer.addOption(nameOf(form.hidden[0] ?? {}));
            }}
          >
            +${more} optional
          </button>`
    }
  </div>`;
}

function fieldView(form: OptionForm, name: string, composer: OptionDesk): TemplateResult {
  const option = form.option(name);
  if (option.type === OptionType.Attachment)
    return fileOption(form, { name, label: shownName(option) }, composer);
  const text = form.textOf(name);
  const fault = form.faultOf(name);
  const isNumber = option.type === OptionType.Integer || option.type === OptionType.Number;
  return html`<label
    class="option-field ${fault === undefined ? '' : 'wrong'} ${form.isPicked(name) ? 'picked' : ''}"
  >
    <span class="option-name">${shownName(option)}</span>
    <input
      data-option=${name}
      autocomplete="off"
      spellcheck="false"
      inputmode=${isNumber ? 'decimal' : 'text'}
      size=${Math.max(3, Math.min(40, text.length + 1))}
      aria-invalid=${fault !== undefined}
      .value=${text}
      @focus=${() => {
        composer.focusOption(name);
      }}
      @input=${(event: Event) => {
        composer.typeOption(name, (event.target as HTMLInputElement).value);
      }}
      @keydown=${(event: KeyboardEvent) => {
        composer.onOptionKey(event, name);
      }}
    />
  </label>`;
}

/** Above the composer: what the focused option is, what it may be, and which ones are left. */
export function optionHelp(
  form: OptionForm,
  choices: readonly Choice[] | null,
  cursor: OptionCursor,
  composer: OptionDesk,
): TemplateResult {
  const { focused } = form;
  const active = cursor.option === null ? cursor.choice : -1;
  const wrong = form.shown.find((name) => form.faultOf(name) !== undefined);
  return html`<div class="picker option-help">
    ${focused === null || !form.shown.includes(focused) ? commandHelp(form) : focusedHelp(form, focused)}
    ${wrong === undefined ? nothing : html`<p class="fault" role="alert">${shownName(form.option(wrong))}: ${form.faultOf(wrong)}</p>`}
    ${choices === null || choices.length === 0 ? nothing : choiceList(choices, active, composer)}
    ${optionalList(form, cursor.option, composer)}
  </div>`;
}

function commandHelp({ leaf }: OptionForm): TemplateResult {
  return html`<p class="help-title"><strong>/${leaf.shown}</strong> ${leaf.description}</p>`;
}

function focusedHelp(form: OptionForm, name: string): TemplateResult {
  const option = form.option(name);
  const hint = hints[numberOf(option.type) ?? 0];
  return html`<p class="help-title">
    <strong>${shownName(option)}</strong>
    ${shownDescription(option)}${hint === undefined ? nothing : html` <span class="subtext">${hint}</span>`}
  </p>`;
}

function choiceList(choices: readonly Choice[], active: number, composer: OptionDesk): TemplateResult {
  return html`<div class="picker-list" role="listbox" aria-label="Choices">
    ${choices.map(
      (choice, index) =>
        html`<div
          class="picker-item ${index === active ? 'active' : ''}"
          role="option"
          aria-selected=${index === active}
          data-choice=${choice.value}
          @mousedown=${(event: Event) => {
            event.preventDefault();
            composer.pickChoice(choice);
          }}
        >
          <span class="picker-texts"
            ><span class="picker-name">${choice.label}</span
            >${choice.detail === undefined ? nothing : html`<span class="picker-description">${choice.detail}</span>`}</span
          >
        </div>`,
    )}
  </div>`;
}

function optionalList(
  form: OptionForm,
  active: number | null,
  composer: OptionDesk,
): TemplateResult | typeof nothing {
  if (form.hidden.length === 0) return nothing;
  return html`<div class="optional-list">
    <span class="picker-group">Optional</span>
    ${form.hidden.map(
      (option, index) =>
        html`<button
          type="button"
          class="optional-item ${index === active ? 'active' : ''}"
          tabindex="-1"
          data-add-option=${nameOf(option)}
          @mousedown=${(event: Event) => {
            event.preventDefault();
          }}
          @click=${() => {
            composer.addOption(nameOf(option));
          }}
        >
          <span class="picker-option">${shownName(option)}</span> ${shownDescription(option)}
        </button>`,
    )}
  </div>`;
}
