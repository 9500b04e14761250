import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type FileTray, type TrayFile } from './file-tray.ts';
import { icon } from './icons.ts';
import { localPath, sizeText } from './media.ts';

/** What is in a tray: a picture or a sign, a name, a size, and a way to take it out again. */
export function trayView(tray: FileTray): TemplateResult | typeof nothing {
  if (tray.files.length === 0 && tray.fault === null) return nothing;
  return html`<div class="tray">
    ${
      tray.files.length === 0
        ? nothing
        : html`<ul class="tray-files" aria-label="Files to send">
            ${repeat(
              tray.files,
              ({ key }) => key,
              (file) => trayFile(tray, file),
            )}
          </ul>`
    }
    ${tray.fault === null ? nothing : html`<p class="fault" role="alert">${tray.fault}</p>`}
  </div>`;
}

function trayFile(tray: FileTray, file: TrayFile): TemplateResult {
  const { attachment, name, size } = file;
  const isPicture = attachment?.width !== undefined;
  return html`<li class="tray-file">
    <span class="tray-face"
      >${isPicture ? html`<img src=${localPath(attachment.url)} alt="" />` : icon('file')}</span
    >
    <span class="file-name"
      ><span class="tray-name" title=${name}>${shortName(name)}</span
      ><span class="subtext">${attachment === null ? 'Sending…' : sizeText(size)}</span></span
    >
    <button
      type="button"
      class="icon-button tray-remove"
      aria-label="Remove ${name}"
      @click=${(event: Event) => {
        // Its button goes with it; the focus must not.
        const place = (event.currentTarget as Element).closest('form.composer, .upload');
        place?.querySelector<HTMLElement>('textarea, .upload-button')?.focus();
        tray.remove(file);
      }}
    >
      ${icon('close')}
    </button>
  </li>`;
}

/** Beginning and end, which tell files apart, of a name that would take too much room. */
export function shortName(name: string): string {
  return name.length <= 36 ? name : `${name.slice(0, 20)}…${name.slice(-12)}`;
}

/** The browser's own dialog, opened by the control beside it with `askForFiles`. */
export function fileInput(isMultiple: boolean, take: (files: File[]) => void): TemplateResult {
  const onChange = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    take([...(input.files ?? [])]);
    input.value = ''; // so that the same file can be chosen again
  };
  return html`<input type="file" hidden ?multiple=${isMultiple} @change=${onChange} />`;
}

export function askForFiles(event: Event): void {
  const control = event.currentTarget as HTMLElement;
  control.parentElement?.querySelector<HTMLInputElement>('input[type=file]')?.click();
}

export function filesIn(event: DragEvent | ClipboardEvent): File[] {
  const data = event instanceof DragEvent ? event.dataTransfer : event.clipboardData;
  return [...(data?.files ?? [])];
}
