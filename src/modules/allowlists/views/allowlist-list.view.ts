import { type APIComponentInContainer, ComponentType } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  linkButton,
  literal,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { messageLink, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { AllowlistListItem, AllowlistListPage } from '../entries/allowlist-list.service.js';
import { allowlistsPageId } from '../entries/entries.custom-ids.js';
import { percent } from './own-entry.view.js';

export function allowlistListView(page: AllowlistListPage, texts: Texts): View {
  const t = texts.allowlists[page.kind];
  if (page.items.length === 0) return [container(ACCENT.muted, text(`${t.title}\n${t.none}`))];
  const items = page.items.map((item) => itemSection(item, texts));
  const estimate = page.items.some(({ odds }) => odds !== null)
    ? [text(`-# ${texts.allowlists.estimates}`)]
    : [];
  return [
    container(ACCENT.brand, text(t.title), separator(), ...items, ...estimate, ...pageButtons(page, texts)),
  ];
}

function itemSection({ allowlist, state, odds }: AllowlistListItem, texts: Texts): APIComponentInContainer {
  const { guildId, channelId, messageId, allowlistData } = allowlist;
  const t = texts.allowlists;
  const facts = [
    t.ends(relativeTime(allowlistData.endsAt)),
    ...(odds === null ? [] : [t.odds(percent(odds, texts))]),
    t.state[state],
  ];
  const content = text(
    `**${literal(allowlistData.title)}** · ${literal(allowlistData.prize)}\n${facts.join(' · ')}`,
  );
  if (messageId === undefined) return content;
  return {
    type: ComponentType.Section,
    components: [content],
    accessory: linkButton(messageLink(guildId, channelId, messageId), texts.common.open),
  };
}

/** Only the directions that lead somewhere; none when everything fits on one page. */
function pageButtons(
  { kind, items, hasPrevious, hasNext }: AllowlistListPage,
  texts: Texts,
): APIComponentInContainer[] {
  const to = (direction: 'before' | 'after', anchor = ''): string =>
    allowlistsPageId.build({ show: kind, direction, anchor });
  const buttons = [
    ...(hasPrevious ? [button(to('before', items[0]?.anchor), texts.common.previous)] : []),
    ...(hasNext ? [button(to('after', items.at(-1)?.anchor), texts.common.next)] : []),
  ];
  return buttons.length === 0 ? [] : [row(...buttons)];
}
