import { html, nothing, type TemplateResult } from 'lit';
import { type Store } from '../state/store.ts';
import { cssVariable } from '../views/css-variable.ts';
import { hexOf, shownName, userWith } from '../views/names.ts';
import { spoilerView } from '../views/spoiler.ts';
import { type Inline } from './inline.ts';
import { parseMarkdown, type Block } from './parse.ts';
import { timeText } from './time-text.ts';

/** Where links to the inside of Discord lead, and who is meant by an id. */
export interface Reader {
  readonly store: Store;
  /** @param messageId also brings this message onto the screen */
  readonly onChannel: (channelId: string, messageId?: string) => void;
  readonly onCommand: (name: string) => void;
}

const CACHED_MAX = 2_000;
const cache = new Map<string, Block[]>();

/** A text of a message as nodes; nothing of it is ever read as HTML. */
export function markdown(text: string, reader: Reader): TemplateResult {
  return html`<div class="markdown">${blocksOf(text).map((block) => blockView(block, reader))}</div>`;
}

function blocksOf(text: string): Block[] {
  const known = cache.get(text);
  if (known !== undefined) return known;
  if (cache.size >= CACHED_MAX) cache.clear();
  const blocks = parseMarkdown(text);
  cache.set(text, blocks);
  return blocks;
}

function blockView(block: Block, reader: Reader): TemplateResult {
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${inline(block.content, reader)}</p>`;
    case 'heading':
      return html`<div class="heading heading-${block.level}" role="heading" aria-level="3">
        ${inline(block.content, reader)}
      </div>`;
    case 'subtext':
      return html`<div class="subtext">${inline(block.content, reader)}</div>`;
    case 'quote':
      return html`<blockquote>${block.blocks.map((inner) => blockView(inner, reader))}</blockquote>`;
    case 'list':
      return listView(block, reader);
    case 'code':
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
  }
}

function listView({ start, items }: Extract<Block, { kind: 'list' }>, reader: Reader): TemplateResult {
  const lines = items.map(
    ({ depth, content }) => html`<li class="depth-${Math.min(depth, 3)}">${inline(content, reader)}</li>`,
  );
  return start === null
    ? html`<ul>
        ${lines}
      </ul>`
    : html`<ol start=${start}>
        ${lines}
      </ol>`;
}

function inline(parts: readonly Inline[], reader: Reader): unknown[] {
  return parts.map((part) => inlineView(part, reader));
}

function inlineView(part: Inline, reader: Reader): unknown {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return html`<code>${part.text}</code>`;
    case 'strong':
      return html`<strong>${inline(part.content, reader)}</strong>`;
    case 'em':
      return html`<em>${inline(part.content, reader)}</em>`;
    case 'underline':
      return html`<u>${inline(part.content, reader)}</u>`;
    case 'strike':
      return html`<s>${inline(part.content, reader)}</s>`;
    case 'spoiler':
      return spoilerView(inline(part.content, reader));
    case 'link':
      return linkView(part.href, inline(part.content, reader), reader);
    case 'everyone':
      return html`<span class="mention">${part.text}</span>`;
    case 'emoji':
      return html`<span class="custom-emoji">${part.text}</span>`;
    case 'time':
      return timeView(part.seconds, part.style, reader.store);
    case 'user':
    case 'role':
    case 'channel':
    case 'command':
      return mentionView(part, reader);
  }
}

/** As Discord's client copies it; of a direct message `@me` stands for the server. */
const MESSAGE_LINK = /^https:\/\/(?:\w+\.)?discord\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?$/;

export function linkView(href: string, content: unknown, reader: Reader, className = ''): TemplateResult {
  const inside = MESSAGE_LINK.exec(href);
  const open = (event: Event): void => {
    if (inside?.[1] === undefined) return;
    event.preventDefault();
    reader.onChannel(inside[1], inside[2]);
  };
  return html`<a
    class=${className || nothing}
    href=${href}
    target="_blank"
    rel="noopener noreferrer"
    @click=${open}
    >${content}</a
  >`;
}

function timeView(seconds: number, style: string, store: Store): TemplateResult {
  const { locale } = store.snapshot;
  const atMs = seconds * 1000;
  const text = timeText(atMs, style, store.now(), locale);
  return html`<time
    data-at=${atMs}
    data-style=${style}
    title=${timeText(atMs, 'F', store.now(), locale)}
    .textContent=${text}
  ></time>`;
}

function mentionView(part: Inline, { store, onChannel, onCommand }: Reader): unknown {
  if (part.kind === 'user') {
    const user = userWith(store, part.id);
    return html`<span class="mention"
      >@${user === undefined ? 'unknown-user' : shownName(store, user)}</span
    >`;
  }
  if (part.kind === 'role') {
    const role = store.guild?.roles.find(({ id }) => id === part.id);
    const color = role === undefined || role.color === 0 ? null : hexOf(role.color);
    return html`<span class="mention role" ${cssVariable('--role', color)}
      >@${role?.name ?? 'unknown-role'}</span
    >`;
  }
  if (part.kind === 'channel') {
    const name = store.channelWith(part.id)?.name ?? 'unknown';
    return html`<button
      type="button"
      class="mention"
      @click=${() => {
        onChannel(part.id);
      }}
    >
      #${name}
    </button>`;
  }
  if (part.kind !== 'command') return nothing;
  return html`<button
    type="button"
    class="mention"
    @click=${() => {
      onCommand(part.name);
    }}
  >
    /${part.name}
  </button>`;
}
