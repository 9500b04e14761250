import { html, nothing, type TemplateResult } from 'lit';
import { ChannelType } from '../../discord/wire.ts';
import { type Channel, type GuildView } from '../state/api.ts';
import { type Desk } from '../state/desk.ts';
import { avatar, avatarWithPresence } from './avatar.ts';
import { icon } from './icons.ts';
import { arrowsThrough } from './keyboard.ts';
import { nameOf, shownName, standingOf } from './names.ts';

const walkRail = arrowsThrough('.rail-item');
const walkChannels = arrowsThrough('.channel');

/** The servers on the left edge: conversations, then the server. */
export function railView(desk: Desk, open: (channelId: string) => void): TemplateResult {
  const { store } = desk;
  const { directChannel, bot } = store.snapshot;
  const mentions = store.book.mentions(directChannel.id) || (store.book.isUnread(directChannel.id) ? 1 : 0);
  return html`<nav class="rail" aria-label="Servers" @keydown=${walkRail}>
    <button
      type="button"
      class="rail-item ${store.isDirect ? 'selected' : ''}"
      aria-label=${mentions === 0 ? 'Direct messages' : `Direct messages, ${mentions} new`}
      aria-current=${store.isDirect ? 'page' : 'false'}
      @click=${() => {
        open(directChannel.id);
      }}
    >
      ${avatar(bot)}${mentions === 0 ? nothing : html`<span class="badge">${mentions}</span>`}
    </button>
    <hr />
    ${store.snapshot.guilds.map((guild) => guildView(desk, guild, open))}
  </nav>`;
}

function guildView(
  { store }: Desk,
  { id, name, channels }: GuildView,
  open: (channelId: string) => void,
): unknown {
  const first = channels.find(({ type }) => type !== ChannelType.Category);
  if (first === undefined) return nothing;
  const isOpen = !store.isDirect && store.guild?.id === id;
  return html`<button
    type="button"
    class="rail-item ${isOpen ? 'selected' : ''}"
    aria-label=${name}
    aria-current=${isOpen ? 'page' : 'false'}
    @click=${() => {
      open(isOpen ? store.channelId : first.id);
    }}
  >
    <span class="guild-icon" data-initials=${initials(name)}></span>
  </button>`;
}

export function channelsView(desk: Desk, open: (channelId: string) => void): TemplateResult {
  const { store } = desk;
  return html`<section class="sidebar" aria-label="Server">
    <div class="sidebar-title">
      ${store.isDirect ? 'Direct Messages' : (store.guild?.name ?? 'No server')}
    </div>
    <nav class="channel-list" aria-label="Channels" @keydown=${walkChannels}>
      ${store.isDirect ? directView(desk, open) : textChannels(desk, open)}
    </nav>
    ${selfView(desk)}
  </section>`;
}

function textChannels(desk: Desk, open: (channelId: string) => void): TemplateResult {
  const channels = (desk.store.guild?.channels ?? []).filter(({ type }) => type !== ChannelType.Category);
  return html`<div class="channel-group">Text channels</div>
    ${channels.map((channel) => channelView(desk, channel, open))}`;
}

function channelView({ store }: Desk, channel: Channel, open: (channelId: string) => void): TemplateResult {
  const isOpen = channel.id === store.channelId;
  const isUnread = store.book.isUnread(channel.id);
  const mentions = store.book.mentions(channel.id);
  return html`<button
    type="button"
    class="channel ${isOpen ? 'selected' : ''} ${isUnread ? 'unread' : ''}"
    aria-current=${isOpen ? 'page' : 'false'}
    data-channel=${channel.name ?? ''}
    @click=${() => {
      open(channel.id);
    }}
  >
    ${icon(channel.type === ChannelType.Announcement ? 'megaphone' : 'hash')}<span>${channel.name}</span>${mentions > 0 ? html`<span class="badge">${mentions}</span>` : nothing}
  </button>`;
}

function directView({ store }: Desk, open: (channelId: string) => void): TemplateResult {
  const { bot, directChannel } = store.snapshot;
  return html`<button
    type="button"
    class="channel person selected"
    aria-current="page"
    @click=${() => {
      open(directChannel.id);
    }}
  >
    ${avatarWithPresence(bot, 'online')}<span>${nameOf(bot)}</span>
  </button>`;
}

function selfView({ store, ui }: Desk): TemplateResult {
  return html`<div class="self">
    ${avatarWithPresence(store.me, store.isConnected ? 'online' : 'offline')}
    <span class="self-names"
      ><strong>${shownName(store, store.me)}</strong
      ><span class="subtext">${standingOf(store, store.me.id)}</span></span
    >
    <button
      type="button"
      class="icon-button"
      aria-label="Change the theme"
      @click=${() => {
        ui.toggleTheme();
        store.changed();
      }}
    >
      ${icon(ui.theme === 'dark' ? 'sun' : 'moon')}
    </button>
  </div>`;
}

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map(([first = '']) => first)
    .join('')
    .slice(0, 3);
}
