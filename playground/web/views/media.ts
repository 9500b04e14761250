import { html, nothing, type TemplateResult } from 'lit';
import { isObject, numberOf, textOf, type JsonObject } from '../../discord/json.ts';
import { type Attachment, type Message } from '../state/api.ts';
import { icon } from './icons.ts';

const FILES = '/local/files/';
/** As large as a picture gets in the list of messages. */
const WIDTH_MAX = 480;
const HEIGHT_MAX = 340;

/** An image of a component or an embed or, for one from elsewhere, what it is: the page loads nothing from the net. */
export function mediaView(part: JsonObject): TemplateResult {
  const media = isObject(part.media) ? part.media : part;
  const url = localPath(textOf(media.url) ?? '');
  const description = textOf(part.description) ?? '';
  if (url.startsWith('data:image/') || (url.startsWith(FILES) && numberOf(media.width) !== undefined)) {
    return html`<img
      src=${url}
      alt=${description || 'Image'}
      width=${numberOf(media.width) ?? nothing}
      height=${numberOf(media.height) ?? nothing}
      loading="lazy"
      decoding="async"
    />`;
  }
  const name = url.startsWith(FILES) ? (url.split('/').at(-1) ?? '') : hostOf(url);
  return html`<span class="far-image"
    >${icon('external')}<span>${description || 'Image'}</span><span class="subtext">${name}</span></span
  >`;
}

/** What a message carries and no component or embed shows: pictures as such, the rest to be saved. */
export function attachmentsView({ attachments }: Message): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing;
  return html`<div class="attachments">
    ${attachments.map((file) => attachedImage(file) ?? fileCard(file))}
  </div>`;
}

/** With the size it will have from the start, so that nothing moves when it comes. */
function attachedImage({ url, width, height, description, filename }: Attachment): TemplateResult | null {
  if (width === undefined || height === undefined) return null;
  const scale = Math.min(1, WIDTH_MAX / width, HEIGHT_MAX / height);
  return html`<a class="attached-image" href=${localPath(url)} target="_blank" rel="noopener"
    ><img
      src=${localPath(url)}
      alt=${description ?? filename}
      width=${Math.max(1, Math.round(width * scale))}
      height=${Math.max(1, Math.round(height * scale))}
      loading="lazy"
      decoding="async"
  /></a>`;
}

/** A file component. */
export function fileView(part: JsonObject): TemplateResult {
  const url = isObject(part.file) ? (textOf(part.file.url) ?? '') : '';
  return fileCard({ filename: textOf(part.name) ?? 'file', url, size: numberOf(part.size) ?? 0 });
}

function fileCard({
  filename,
  title,
  url,
  size,
}: Pick<Attachment, 'filename' | 'title' | 'url' | 'size'>): TemplateResult {
  const ending = /\.[^.]+$/.exec(filename)?.[0] ?? '';
  const name = title === undefined ? filename : title + ending;
  return html`<div class="file-card">
    ${icon('file')}<span class="file-name"
      ><a href=${localPath(url)} download=${filename}>${name}</a
      ><span class="subtext">${sizeText(size)}</span></span
    >
  </div>`;
}

/** Files of the local Discord are served by the page's own host. */
export function localPath(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, protocol } = new URL(url);
  if (pathname.startsWith(FILES)) return pathname;
  return protocol === 'https:' || protocol === 'http:' || protocol === 'data:' ? url : '';
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
