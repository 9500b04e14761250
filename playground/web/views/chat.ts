import { html, nothing, type TemplateResult } from 'lit';
import { textOf } from '../../discord/json.ts';
import { ChannelType } from '../../discord/wire.ts';
import { type Message } from '../state/api.ts';
import { type Desk } from '../state/desk.ts';
import { avatar } from './avatar.ts';
import { type Bench } from './bench.ts';
import { guideView } from './guide.ts';
import { icon } from './icons.ts';
import './message-list.ts';
import { type RowState } from './message-list.ts';
import { messageView } from './message.ts';
import { nameOf } from './names.ts';

/** The middle: what the channel is called, its messages, and where to write. */
export function chatView(desk: Desk, bench: Bench): TemplateResult {
  const { store } = desk;
  const name = store.isDirect ? nameOf(store.snapshot.bot) : (store.channel.name ?? '');
  const label = store.isDirect ? `@${name}` : `#${name}`;
  return html`<main class="chat">
    ${headView(desk, name)}
    <message-list
      class="messages"
      .messages=${[...store.messages]}
      .listKey=${store.channelId}
      .label=${`Messages in ${name}`}
      .intro=${introView(desk, bench, name)}
      .rowView=${(message: Message, state: RowState) => rowView(message, state, bench)}
    ></message-list>
    <message-composer .desk=${desk} .placeholder=${`Message ${label}`}></message-composer>
  </main>`;
}

function rowView(message: Message, { index, ...state }: RowState, bench: Bench): TemplateResult {
  const { messages } = bench.desk.store;
  const repliedId = textOf(message.message_reference?.message_id);
  const replied = repliedId === undefined ? undefined : messages.find(({ id }) => id === repliedId);
  return messageView(message, { previous: messages[index - 1], replied, ...state }, bench);
}

function headView(desk: Desk, name: string): TemplateResult {
  const { store, ui } = desk;
  const toggle = (): void => {
    if (matchMedia('(max-width: 900px)').matches) ui.drawer = ui.drawer === 'members' ? null : 'members';
    else ui.hasMembers = !ui.hasMembers;
    store.changed();
  };
  const openChannels = (): void => {
    ui.drawer = 'channels';
    store.changed();
  };
  const { topic } = store.channel;
  return html`<div class="chat-head">
    <button type="button" class="icon-button only-small" aria-label="Channels" @click=${openChannels}>
      ${icon('menu')}
    </button>
    ${channelIcon(desk)}
    <h2>${name}</h2>
    ${topic == null || topic === '' ? nothing : html`<span class="topic">${topic}</span>`}
    <span class="stage-space"></span>
    ${store.isConnected ? nothing : html`<span class="offline" role="status">Connecting…</span>`}
    ${
      store.isDirect
        ? nothing
        : html`<button
            type="button"
            class="icon-button"
            aria-label="Member list"
            aria-pressed=${ui.hasMembers}
            @click=${toggle}
          >
            ${icon('people')}
          </button>`
    }
  </div>`;
}

function channelIcon({ store }: Desk): TemplateResult {
  if (store.isDirect) return icon('at');
  return icon(store.channel.type === ChannelType.Announcement ? 'megaphone' : 'hash');
}

function introView(desk: Desk, bench: Bench, name: string): TemplateResult {
  const { store } = desk;
  if (store.isDirect) {
    return html`<div class="intro">
      <span class="intro-icon">${avatar(store.snapshot.bot)}</span>
      <h2>${name}</h2>
      <p>This is the beginning of your direct message history with <strong>${name}</strong>.</p>
    </div>`;
  }
  return html`<div class="intro">
    <span class="intro-icon">${channelIcon(desk)}</span>
    <h2>Welcome to #${name}!</h2>
    <p>This is the start of the #${name} channel.</p>
    ${store.guild?.channels[0]?.id === store.channelId ? guideView(desk, bench) : nothing}
  </div>`;
}
