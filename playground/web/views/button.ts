import { html, nothing, type TemplateResult } from 'lit';
import { isObject, numberOf, textOf, type JsonObject } from '../../discord/json.ts';
import { ButtonStyle } from '../../discord/wire.ts';
import { linkView } from '../markdown/render.ts';
import { type Message } from '../state/api.ts';
import { type Bench } from './bench.ts';
import { icon } from './icons.ts';

const classes: Readonly<Record<number, string>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
  [ButtonStyle.Link]: 'secondary',
  [ButtonStyle.Premium]: 'primary',
};

export function buttonView(part: JsonObject, message: Message, bench: Bench): TemplateResult {
  const style = numberOf(part.style) ?? ButtonStyle.Secondary;
  const className = `button ${classes[style] ?? 'secondary'}`;
  if (style === ButtonStyle.Link) {
    const url = textOf(part.url) ?? '';
    if (part.disabled !== true && /^https?:/.test(url))
      return linkView(url, html`${face(part)}${icon('external')}`, bench.reader, className);
    return html`<button type="button" class=${className} disabled>${face(part)}</button>`;
  }
  const control = bench.control(message, textOf(part.custom_id) ?? '');
  const isWaiting = bench.isWaiting(control);
  return html`<button
    type="button"
    class="${className} ${isWaiting ? 'waiting' : ''}"
    ?disabled=${part.disabled === true}
    aria-busy=${isWaiting}
    @click=${() => void bench.desk.press(control)}
  >
    ${face(part)}${isWaiting ? html`<span class="button-dots" aria-hidden="true"><i></i><i></i><i></i></span>` : nothing}
  </button>`;
}

export function emojiText(emoji: unknown): string {
  if (!isObject(emoji)) return '';
  const name = textOf(emoji.name) ?? '';
  return textOf(emoji.id) === undefined ? name : `:${name}:`;
}

function face(part: JsonObject): TemplateResult {
  const emoji = emojiText(part.emoji);
  return html`<span class="button-face"
    >${emoji === '' ? nothing : html`<span class="emoji">${emoji}</span>`}${textOf(part.label) ?? nothing}</span
  >`;
}
