import { html, nothing, type TemplateResult } from 'lit';
import { type DirectiveResult } from 'lit/directive.js';
import { isObject, textOf } from '../../discord/json.ts';
import { MessageFlag, MessageType } from '../../discord/wire.ts';
import { markdown } from '../markdown/render.ts';
import { stampText } from '../markdown/time-text.ts';
import { type Message } from '../state/api.ts';
import { type ContextTarget } from '../state/ui.ts';
import { avatar } from './avatar.ts';
import { type Bench } from './bench.ts';
import { cssVariable } from './css-variable.ts';
import { componentsView } from './components.ts';
import { embedsView } from './embed.ts';
import { icon } from './icons.ts';
import { menuPlace } from './keyboard.ts';
import { attachmentsView } from './media.ts';
import { roleColor, shownName, userWith } from './names.ts';

const GROUPED_MS = 7 * 60_000;
const QUICK_REACTIONS = ['👍', '🎉', '❤️'];

export interface MessagePlace {
  readonly previous: Message | undefined;
  readonly replied: Message | undefined;
  /** Only the message under the pointer or with the focus has its tools. */
  readonly isPointed: boolean;
  /** A link has just led here. */
  readonly isMarked: boolean;
}

/** Whether a message stands under the name of the one before it. */
export function isGrouped(message: Message, previous: Message | undefined): boolean {
  if (previous?.author.id !== message.author.id || headerOf(message) !== 'none') return false;
  if ((previous.flags & MessageFlag.Ephemeral) !== (message.flags & MessageFlag.Ephemeral)) return false;
  const [at, before] = [new Date(message.timestamp), new Date(previous.timestamp)];
  return at.getTime() - before.getTime() < GROUPED_MS && at.getDate() === before.getDate();
}

export function messageView(message: Message, place: MessagePlace, bench: Bench): TemplateResult {
  const { ui, store } = bench.desk;
  const isEphemeral = (message.flags & MessageFlag.Ephemeral) !== 0;
  const isMentioned = !isEphemeral && message.mentions.some(({ id }) => id === store.me.id);
  const grouped = isGrouped(message, place.previous);
  const classes = `message${grouped ? ' grouped' : ''}${isEphemeral ? ' ephemeral' : ''}${isMentioned ? ' mentioned' : ''}${place.isMarked ? ' marked' : ''}`;
  const failure = ui.failed.get(message.id);
  return html`<article
    class=${classes}
    data-message=${message.id}
    tabindex="-1"
    aria-label="Message of ${shownName(store, message.author)}"
    @contextmenu=${(event: MouseEvent) => {
      openContext(event, { kind: 'message', message });
    }}
  >
    ${headerOf(message) === 'none' ? nothing : referenceView(message, place, bench)}
    <div class="message-main">
      ${grouped ? nothing : html`<div class="message-avatar">${avatar(message.author)}</div>`}
      <div class="message-body">
        ${grouped ? nothing : headingView(message, place, bench)} ${bodyView(message, bench)}
        ${failure === undefined ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
        ${isEphemeral ? ephemeralView(message, bench) : nothing} ${reactionsView(message, bench)}
      </div>
    </div>
    ${!place.isPointed || isEphemeral || message.id.startsWith('local-') ? nothing : toolbarView(message, bench)}
  </article>`;
}

function openContext(event: MouseEvent, detail: Pick<ContextTarget, 'kind' | 'message' | 'userId'>): void {
  event.preventDefault();
  const place = event.type === 'contextmenu' ? menuPlace(event) : below(event);
  event.currentTarget?.dispatchEvent(
    new CustomEvent('context-target', { bubbles: true, detail: { ...detail, ...place } }),
  );
}

function below(event: MouseEvent): { x: number; y: number } {
  const { left, bottom } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return { x: left, y: bottom + 4 };
}

function headerOf({
  type,
  interaction_metadata: metadata,
  message_reference: reference,
}: Message): 'command' | 'reply' | 'none' {
  if (type === MessageType.ChatInputReply || type === MessageType.ContextMenuReply)
    return metadata === undefined ? 'none' : 'command';
  return type === MessageType.Reply && reference !== undefined ? 'reply' : 'none';
}

/** The thin line above: who used which command, or which message is answered. */
function referenceView(message: Message, { replied }: MessagePlace, bench: Bench): TemplateResult {
  const { store } = bench.desk;
  if (headerOf(message) === 'command') {
    const metadata = message.interaction_metadata ?? {};
    const user = isObject(metadata.user) ? userWith(store, textOf(metadata.user.id) ?? '') : undefined;
    const opener = isObject(metadata.triggering_interaction_metadata)
      ? metadata.triggering_interaction_metadata
      : {};
    const name = textOf(metadata.name) ?? textOf(opener.name) ?? 'a form';
    const isTyped = message.type === MessageType.ChatInputReply && name !== 'a form';
    return html`<div class="reference">
      ${user === undefined ? nothing : html`${avatar(user)}<span class="reference-name" ${nameStyle(bench, user.id)}>${shownName(store, user)}</span>`}
      used <span class="command-name">${isTyped ? '/' : ''}${name}</span>
    </div>`;
  }
  if (replied === undefined)
    return html`<div class="reference"><em>The message that this answers is not here any more</em></div>`;
  const jump = (): void => {
    bench.reader.onChannel(replied.channel_id, replied.id);
  };
  return html`<div class="reference">
    <button type="button" class="reference-jump" @click=${jump}>
      ${avatar(replied.author)}<span class="reference-name" ${nameStyle(bench, replied.author.id)}
        >${shownName(store, replied.author)}</span
      >
      <span class="reference-text"
        >${replied.content === '' ? 'Click to see the message' : replied.content}</span
      >
    </button>
  </div>`;
}

function nameStyle(bench: Bench, userId: string): DirectiveResult {
  return cssVariable('--role', roleColor(bench.desk.store, userId));
}

function headingView(message: Message, { isPointed }: MessagePlace, bench: Bench): TemplateResult {
  const { store } = bench.desk;
  const atMs = Date.parse(message.timestamp);
  const color = roleColor(store, message.author.id);
  const onAuthor = (event: MouseEvent): void => {
    openContext(event, { kind: 'member', userId: message.author.id });
  };
  return html`<header>
    <button
      type="button"
      class="author ${color === null ? '' : 'colored'}"
      ${nameStyle(bench, message.author.id)}
      aria-haspopup="menu"
      tabindex=${isPointed ? 0 : -1}
      @click=${onAuthor}
    >
      ${shownName(store, message.author)}
    </button>
    ${message.author.bot ? html`<span class="app-tag">APP</span>` : nothing}
    <time class="stamp" datetime=${message.timestamp}
      >${stampText(atMs, store.now(), store.snapshot.locale)}</time
    >
  </header>`;
}

function bodyView(message: Message, bench: Bench): unknown {
  if ((message.flags & MessageFlag.Loading) !== 0) return thinkingView('is thinking…', bench);
  if (message.id.startsWith('local-')) {
    return message.content === ''
      ? html`<p class="thinking">${dots()} Sending command…</p>`
      : html`<p class="failure" role="alert">${message.content}</p>`;
  }
  const edited =
    message.edited_timestamp === null || message.content === ''
      ? nothing
      : html`<span class="edited">(edited)</span>`;
  return html`${message.content === '' ? nothing : html`<div class="content">${markdown(message.content, bench.reader)}${edited}</div>`}
  ${attachmentsView(message)} ${embedsView(message, bench)} ${componentsView(message, bench)}`;
}

function thinkingView(words: string, bench: Bench): TemplateResult {
  return html`<p class="thinking">
    ${dots()} ${shownName(bench.desk.store, bench.desk.store.snapshot.bot)} ${words}
  </p>`;
}

function dots(): TemplateResult {
  return html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>`;
}

function ephemeralView(message: Message, bench: Bench): TemplateResult {
  return html`<p class="only-you">
    ${icon('eye')} Only you can see this ·
    <button type="button" class="link" @click=${() => void bench.desk.remove(message)}>
      Dismiss message
    </button>
  </p>`;
}

function reactionsView(message: Message, { desk }: Bench): TemplateResult | typeof nothing {
  const reactions = message.reactions ?? [];
  if (reactions.length === 0) return nothing;
  return html`<div class="reactions">
    ${reactions.map(
      ({ emoji, count, me }) =>
        html`<button
          type="button"
          class="reaction ${me ? 'mine' : ''}"
          aria-pressed=${me}
          aria-label="${emoji.name}, ${count}"
          @click=${() => void desk.tried(() => desk.store.api.react(message, emoji.name, me))}
        >
          <span class="emoji">${emoji.name}</span> ${count}
        </button>`,
    )}
  </div>`;
}

function toolbarView(message: Message, { desk }: Bench): TemplateResult {
  const react = (emoji: string): void => {
    const isMine = (message.reactions ?? []).some((reaction) => reaction.emoji.name === emoji && reaction.me);
    void desk.tried(() => desk.store.api.react(message, emoji, isMine));
  };
  const more = (event: MouseEvent): void => {
    openContext(event, { kind: 'message', message });
  };
  return html`<div class="toolbar">
    ${QUICK_REACTIONS.map(
      (emoji) =>
        html`<button
          type="button"
          aria-label="React with ${emoji}"
          @click=${() => {
            react(emoji);
          }}
        >
          ${emoji}
        </button>`,
    )}
    <button type="button" aria-label="More" aria-haspopup="menu" @click=${more}>${icon('dots')}</button>
  </div>`;
}
