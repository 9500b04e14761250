import { html, nothing, type TemplateResult } from 'lit';
import { isObject, numberOf, objectsOf, textOf, type JsonObject } from '../../discord/json.ts';
import { linkView, markdown } from '../markdown/render.ts';
import { stampText } from '../markdown/time-text.ts';
import { type Message } from '../state/api.ts';
import { type Bench } from './bench.ts';
import { cssVariable } from './css-variable.ts';
import { mediaView } from './media.ts';
import { hexOf } from './names.ts';

const IN_A_ROW = 3;

/** The rich embeds of a message, as Discord draws them. */
export function embedsView({ embeds }: Message, bench: Bench): TemplateResult | typeof nothing {
  if (embeds.length === 0) return nothing;
  return html`<div class="embeds">${embeds.map((embed) => embedView(embed, bench))}</div>`;
}

function embedView(embed: JsonObject, bench: Bench): TemplateResult {
  const color = numberOf(embed.color);
  const fields = objectsOf(embed.fields);
  return html`<div class="embed" ${cssVariable('--accent', color === undefined ? null : hexOf(color))}>
    <div class="embed-grid">
      <div class="embed-texts">
        ${authorView(embed.author, bench)} ${titleView(embed, bench)}
        ${isFilled(embed.description) ? html`<div class="embed-description">${markdown(embed.description, bench.reader)}</div>` : nothing}
        ${fields.length === 0 ? nothing : fieldsView(fields, bench)}
      </div>
      ${isObject(embed.thumbnail) ? html`<div class="embed-thumbnail">${mediaView(embed.thumbnail)}</div>` : nothing}
    </div>
    ${isObject(embed.image) ? html`<div class="embed-image">${mediaView(embed.image)}</div>` : nothing}
    ${footerView(embed, bench)}
  </div>`;
}

function authorView(author: unknown, { reader }: Bench): TemplateResult | typeof nothing {
  if (!isObject(author) || !isFilled(author.name)) return nothing;
  const name = isWebUrl(author.url) ? linkView(author.url, author.name, reader) : author.name;
  return html`<div class="embed-author">${iconView(author)}<span>${name}</span></div>`;
}

function titleView({ title, url }: JsonObject, { reader }: Bench): TemplateResult | typeof nothing {
  if (!isFilled(title)) return nothing;
  const words = markdown(title, reader);
  return html`<div class="embed-title">${isWebUrl(url) ? linkView(url, words, reader) : words}</div>`;
}

function fieldsView(fields: readonly JsonObject[], bench: Bench): TemplateResult {
  return html`<div class="embed-fields">
    ${rowsOf(fields).map(
      (row) =>
        html`<div class="embed-row">
          ${row.map(
            ({ name, value }) =>
              html`<div class="embed-field">
                <div class="embed-field-name">${markdown(textOf(name) ?? '', bench.reader)}</div>
                ${markdown(textOf(value) ?? '', bench.reader)}
              </div>`,
          )}
        </div>`,
    )}
  </div>`;
}

/** Inline fields share a row, three at most; any other has one of its own. */
function rowsOf(fields: readonly JsonObject[]): JsonObject[][] {
  const rows: JsonObject[][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    const isShared = field.inline === true && last?.[0]?.inline === true && last.length < IN_A_ROW;
    if (isShared) last.push(field);
    else rows.push([field]);
  }
  return rows;
}

function footerView({ footer, timestamp }: JsonObject, { desk }: Bench): TemplateResult | typeof nothing {
  const { store } = desk;
  const text = isObject(footer) ? (textOf(footer.text) ?? '') : '';
  const atMs = isFilled(timestamp) ? Date.parse(timestamp) : Number.NaN;
  const time = Number.isNaN(atMs) ? '' : stampText(atMs, store.now(), store.snapshot.locale);
  if (text === '' && time === '') return nothing;
  const words = [text, time].filter((part) => part !== '').join(' • ');
  return html`<div class="embed-footer">
    ${isObject(footer) ? iconView(footer) : nothing}<span>${words}</span>
  </div>`;
}

/** A small round picture; one from elsewhere is left out, as the page loads nothing from the net. */
function iconView({ icon_url: url }: JsonObject): TemplateResult | typeof nothing {
  if (!isFilled(url) || !URL.canParse(url)) return nothing;
  const { pathname } = new URL(url);
  return pathname.startsWith('/local/files/')
    ? html`<img class="embed-icon" src=${pathname} alt="" loading="lazy" decoding="async" />`
    : nothing;
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isWebUrl(value: unknown): value is string {
  return isFilled(value) && /^https?:\/\//.test(value);
}
