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
import { messageLink } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { AllowlistListItem, AllowlistListPage } from '../entries/allowlist-list.service.js';
import { allowlistsPageId, ownEntryId } from '../entries/entries.custom-ids.js';
import type { OwnResult } from '../entries/own-entry.rules.js';
import { endWords, percent } from './own-entry.view.js';

export function allowlistListView(page: AllowlistListPage, texts: Texts): View {
  const t = texts.allowlists[page.kind];
  if (page.items.length === 0) return [container(ACCENT.muted, text(`${t.title}\n${t.none}`))];
  const items = page.items.map((item) => itemSection(page, item, texts));
  const estimate = page.items.some(({ odds }) => odds !== null)
    ? [text(`-# ${texts.allowlists.estimates}`)]
    : [];
  return [
    container(ACCENT.brand, text(t.title), separator(), ...items, ...estimate, ...pageButtons(page, texts)),
  ];
}

function itemSection(
  { kind }: AllowlistListPage,
  { allowlist, state, odds, result }: AllowlistListItem,
  texts: Texts,
): APIComponentInContainer {
  const { _id, guildId, channelId, messageId, allowlistData } = allowlist;
  const t = texts.allowlists;
  const link = messageId === undefined ? undefined : messageLink(guildId, channelId, messageId);
  const facts = [
    endWords(allowlist, t),
    ...(odds === null ? [] : [t.odds(percent(odds, texts))]),
    result === undefined ? t.state[state] : t.result[shortResult(result)],
    ...(kind === 'mine' && link !== undefined ? [`[${texts.common.open}](${link})`] : []),
  ];
  const content = text(
    `**${literal(allowlistData.title)}** · ${literal(allowlistData.prize)}\n${facts.join(' · ')}`,
  );
  const ownEntry = button(ownEntryId.build({ connectionId: _id.toHexString() }), texts.entering.ownEntry);
  if (kind === 'open' && link === undefined) return content;
  const accessory = kind === 'mine' ? ownEntry : linkButton(link ?? '', texts.common.open);
  return { type: ComponentType.Section, components: [content], accessory };
}

function shortResult(result: OwnResult): 'won' | 'open' | 'letGo' | 'passed' | 'lost' {
  if (result.kind !== 'won') return result.kind;
  const { claim, claimBy } = result.winner ?? {};
  if (claimBy === undefined || claim === 'claimed') return 'won';
  return claim === 'open' ? 'open' : 'letGo';
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
