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
import type { TaskListEntry, TaskListPage } from '../task-list.service.js';
import { tasksPageId } from '../tasks.custom-ids.js';
import { standingOf } from './task-card.view.js';

export function taskListView(page: TaskListPage, now: Date, texts: Texts): View {
  const title = page.kind === 'open' ? texts.tasks.openTitle : texts.tasks.mineTitle;
  if (page.entries.length === 0) {
    const empty = page.kind === 'open' ? texts.tasks.noneOpen : texts.tasks.noneMine;
    return [container(ACCENT.muted, text(`${title}\n${empty}`))];
  }
  const entries = page.entries.map((entry) => entrySection(entry, now, texts));
  return [container(ACCENT.brand, text(title), separator(), ...entries, ...pageButtons(page, texts))];
}

function entrySection({ post, state }: TaskListEntry, now: Date, texts: Texts): APIComponentInContainer {
  const { guildId, channelId, messageId, taskData } = post;
  const line = texts.tasks.line(taskData.points, standingOf(post, now, texts), texts.tasks.state[state]);
  const content = text(`**${literal(taskData.title)}**\n${line}`);
  if (messageId === undefined) return content;
  return {
    type: ComponentType.Section,
    components: [content],
    accessory: linkButton(messageLink(guildId, channelId, messageId), texts.common.open),
  };
}

/** Only the directions that lead somewhere; none when everything fits on one page. */
function pageButtons(
  { kind, entries, hasPrevious, hasNext }: TaskListPage,
  texts: Texts,
): APIComponentInContainer[] {
  const first = entries[0]?.anchor ?? '';
  const last = entries.at(-1)?.anchor ?? '';
  const buttons = [
    ...(hasPrevious
      ? [button(tasksPageId.build({ show: kind, direction: 'before', anchor: first }), texts.common.previous)]
      : []),
    ...(hasNext
      ? [button(tasksPageId.build({ show: kind, direction: 'after', anchor: last }), texts.common.next)]
      : []),
  ];
  return buttons.length === 0 ? [] : [row(...buttons)];
}
