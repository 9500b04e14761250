import { html, type TemplateResult } from 'lit';
import { numberOf, type JsonObject } from '../../discord/json.ts';
import { type FormDesk } from './desks.ts';
import { SIZE_HINT } from './file-tray.ts';
import { askForFiles, fileInput, filesIn, trayView } from './file-views.ts';

/** The field of a form that takes files: by a button, or dropped onto it. */
export function uploadField(control: JsonObject, customId: string, dialog: FormDesk): TemplateResult {
  const max = numberOf(control.max_values) ?? 1;
  const tray = dialog.trayOf(customId, max);
  const take = (files: File[]): void => {
    tray.add(files);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    take(filesIn(event));
  };
  return html`<div class="upload" @drop=${onDrop}>
    <div class="upload-ask">
      <button
        type="button"
        class="button secondary upload-button"
        id="field-${customId}"
        aria-labelledby="label-${customId} field-${customId}"
        ?data-invalid=${dialog.faults.has(customId)}
        @click=${askForFiles}
      >
        ${max === 1 ? 'Choose a file' : 'Choose files'}
      </button>
      ${fileInput(max > 1, take)}
      <span class="subtext"
        >or drop ${max === 1 ? 'one' : 'them'} here. ${countText(control, max)}${SIZE_HINT}.</span
      >
    </div>
    ${trayView(tray)}
  </div>`;
}

function countText(control: JsonObject, max: number): string {
  const min = numberOf(control.min_values) ?? 1;
  if (max === 1) return '';
  return min > 1 ? `${min} to ${max} files, ` : `Up to ${max} files, `;
}
