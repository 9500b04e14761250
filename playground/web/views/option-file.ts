import { html, nothing, type TemplateResult } from 'lit';
import { type OptionDesk } from './desks.ts';
import { askForFiles, fileInput, shortName } from './file-views.ts';
import { icon } from './icons.ts';
import { type OptionForm } from './option-form.ts';

/** An option of a command that takes a file. */
export function fileOption(
  form: OptionForm,
  { name, label }: { name: string; label: string },
  composer: OptionDesk,
): TemplateResult {
  const filename = form.textOf(name);
  const isEmpty = filename === '';
  const wrong = form.faultOf(name) === undefined ? '' : 'wrong';
  const remove = (event: Event): void => {
    // The button that removes goes too; the focus must not.
    const field = (event.currentTarget as Element).closest('.file-option');
    field?.querySelector<HTMLElement>('[data-option]')?.focus();
    composer.typeOption(name, '');
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Backspace' && !isEmpty) remove(event);
    else composer.onOptionKey(event, name);
  };
  return html`<span class="option-field file-option ${wrong} ${isEmpty ? '' : 'picked'}">
    <span class="option-name" aria-hidden="true">${label}</span>
    <button
      type="button"
      data-option=${name}
      aria-label="${label}: ${isEmpty ? 'choose a file' : `${filename}, choose another`}"
      @focus=${() => {
        composer.focusOption(name);
      }}
      @keydown=${onKey}
      @click=${askForFiles}
    >
      ${isEmpty ? 'Choose a file' : shortName(filename)}
    </button>
    ${fileInput(false, ([file]) => {
      if (file !== undefined) void composer.attachOption(name, file);
    })}
    ${isEmpty ? nothing : removeButton(filename, remove)}
  </span>`;
}

function removeButton(filename: string, remove: (event: Event) => void): TemplateResult {
  return html`<button
    type="button"
    class="file-option-remove"
    aria-label="Remove ${filename}"
    @click=${remove}
  >
    ${icon('close')}
  </button>`;
}
