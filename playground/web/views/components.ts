import { html, nothing, type TemplateResult } from 'lit';
import { isObject, numberOf, objectsOf, textOf, type JsonObject } from '../../discord/json.ts';
import { ComponentType, SELECT_TYPES } from '../../discord/wire.ts';
import { markdown } from '../markdown/render.ts';
import { type Message } from '../state/api.ts';
import { type Bench } from './bench.ts';
import { cssVariable } from './css-variable.ts';
import { buttonView } from './button.ts';
import { hexOf } from './names.ts';
import { fileView, mediaView } from './media.ts';
import './select-menu.ts';
import { veiledView } from './spoiler.ts';

/** The components of a message, the classic rows and all of Components V2. */
export function componentsView(message: Message, bench: Bench): TemplateResult | typeof nothing {
  if (message.components.length === 0) return nothing;
  return html`<div class="components">
    ${message.components.map((part) => componentView(part, message, bench))}
  </div>`;
}

function componentView(part: JsonObject, message: Message, bench: Bench): unknown {
  const inner = (): unknown[] =>
    objectsOf(part.components).map((each) => componentView(each, message, bench));
  const type = numberOf(part.type) ?? 0;
  if (SELECT_TYPES.includes(type)) return selectView(part, message, bench);
  switch (type) {
    case ComponentType.Row:
      return html`<div class="row">${inner()}</div>`;
    case ComponentType.Button:
      return buttonView(part, message, bench);
    case ComponentType.Container:
      return containerView(part, inner());
    case ComponentType.Section:
      return sectionView(part, message, bench, inner());
    case ComponentType.TextDisplay:
      return markdown(textOf(part.content) ?? '', bench.reader);
    case ComponentType.Separator:
      return separatorView(part);
    case ComponentType.Gallery:
      return galleryView(part);
    case ComponentType.Thumbnail:
      return html`<div class="thumbnail">${pictureView(part)}</div>`;
    case ComponentType.File:
      return fileView(part);
    default:
      return html`<p class="subtext">A component of type ${type}</p>`;
  }
}

function containerView(part: JsonObject, inner: unknown[]): TemplateResult {
  const accent = numberOf(part.accent_color);
  const container = html`<div
    class="container ${accent === undefined ? '' : 'accented'}"
    ${cssVariable('--accent', accent === undefined ? null : hexOf(accent))}
  >
    ${inner}
  </div>`;
  return part.spoiler === true ? veiledView(container) : container;
}

/** A picture, under a veil where its part says so. */
function pictureView(part: JsonObject): TemplateResult {
  return part.spoiler === true ? veiledView(mediaView(part)) : mediaView(part);
}

function sectionView(part: JsonObject, message: Message, bench: Bench, inner: unknown[]): TemplateResult {
  const accessory = isObject(part.accessory) ? componentView(part.accessory, message, bench) : nothing;
  return html`<div class="section">
    <div class="section-texts">${inner}</div>
    <div class="section-accessory">${accessory}</div>
  </div>`;
}

function separatorView({ divider, spacing }: JsonObject): TemplateResult {
  const size = spacing === 2 ? 'large' : 'small';
  return html`<div class="separator separator-${size} ${divider === false ? '' : 'with-line'}"></div>`;
}

function galleryView(part: JsonObject): TemplateResult {
  const items = objectsOf(part.items);
  return html`<div class="gallery gallery-${Math.min(items.length, 4)}">
    ${items.map((item) => html`<div class="gallery-item">${pictureView(item)}</div>`)}
  </div>`;
}

function selectView(part: JsonObject, message: Message, bench: Bench): TemplateResult {
  const control = bench.control(message, textOf(part.custom_id) ?? '');
  return html`<select-menu
    .store=${bench.desk.store}
    .control=${part}
    .isWaiting=${bench.isWaiting(control)}
    .onPick=${(values: readonly string[]) => void bench.desk.choose(control, values)}
  ></select-menu>`;
}
