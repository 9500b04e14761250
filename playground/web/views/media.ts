import { html, nothing, type TemplateResult } from 'lit';
import { isObject, numberOf, textOf, type JsonObject } from '../../discord/json.ts';
import { type Message } from '../state/api.ts';
import { icon } from './icons.ts';

interface Attachment {
  readonly filename: string;
  readonly url: string;
  readonly size: number;
  readonly contentType: string;
  readonly description: string;
}

/** An image, or, for one from elsewhere, what it is: the page loads nothing from the net. */
export function mediaView(part: JsonObject, message: Message): TemplateResult {
  const media = isObject(part.media) ? part.media : part;
  const url = resolve(textOf(media.url) ?? '', message);
  const description = textOf(part.description) ?? 'Image';
  if (url.startsWith('/local/files/') || url.startsWith('data:image/')) {
    return html`<img src=${url} alt=${description} loading="lazy" decoding="async" />`;
  }
  return html`<span class="far-image"
    >${icon('external')}<span>${description}</span><span class="subtext">${hostOf(url)}</span></span
  >`;
}

export function attachmentsView(message: Message): TemplateResult | typeof nothing {
  const isV2 = (message.flags & (1 << 15)) !== 0;
  const files = isV2 ? [] : message.attachments.map(attachmentOf);
  if (files.length === 0) return nothing;
  return html`<div class="attachments">
    ${files.map((file) =>
      file.contentType.startsWith('image/')
        ? html`<a class="attached-image" href=${file.url} target="_blank" rel="noopener"
            ><img src=${file.url} alt=${file.description || file.filename} loading="lazy"
          /></a>`
        : fileCard(file),
    )}
  </div>`;
}

export function fileView(part: JsonObject, message: Message): TemplateResult {
  const reference = isObject(part.file) ? (textOf(part.file.url) ?? '') : '';
  const name = reference.replace(/^attachment:\/\//, '');
  const found = message.attachments
    .map(attachmentOf)
    .find((file) => file.filename === name || file.url === reference);
  const bare = { filename: name, url: '', size: 0, contentType: '', description: '' };
  return fileCard(found ?? bare);
}

function fileCard({ filename, url, size }: Attachment): TemplateResult {
  const title =
    url === '' ? html`<span>${filename}</span>` : html`<a href=${url} download=${filename}>${filename}</a>`;
  return html`<div class="file-card">
    ${icon('file')}<span class="file-name">${title}<span class="subtext">${sizeText(size)}</span></span>
  </div>`;
}

function attachmentOf(part: JsonObject): Attachment {
  return {
    filename: textOf(part.filename) ?? 'file',
    url: localPath(textOf(part.url) ?? ''),
    size: numberOf(part.size) ?? 0,
    contentType: textOf(part.content_type) ?? '',
    description: textOf(part.description) ?? '',
  };
}

function resolve(url: string, message: Message): string {
  if (!url.startsWith('attachment://')) return localPath(url);
  const name = url.slice('attachment://'.length);
  return message.attachments.map(attachmentOf).find(({ filename }) => filename === name)?.url ?? '';
}

/** Files of the local Discord are served by the page's own host. */
function localPath(url: string): string {
  if (!URL.canParse(url)) return '';
  const { pathname, protocol, search } = new URL(url);
  if (pathname.startsWith('/local/files/')) return pathname + search;
  return protocol === 'https:' || protocol === 'http:' || protocol === 'data:' ? url : '';
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
