import {
  ACCENT,
  container,
  literal,
  notice,
  optionSelect,
  selectRow,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { truncate } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';
import { chooseTaskId } from '../life/manage.custom-ids.js';
import type { FoundTask } from '../life/managed-tasks.service.js';
import { managePostView } from './manage-post.view.js';

/** Discord's limit of an option. */
const LONGEST = 100;

/** The task that was chosen, or those that can be. */
export function foundTaskView(found: FoundTask, now: Date, texts: Texts): View {
  if (found.kind === 'one') return managePostView(found.managed, now, texts);
  const { words, titles } = found;
  const t = texts.manageTasks;
  if (titles.length === 0) return notice(words === '' ? t.none : t.noneFound(literal(words)));
  const options = titles.map(({ id, title, status }) => ({
    value: id,
    label: truncate(title, LONGEST),
    description: t.short[status],
  }));
  return [
    container(
      ACCENT.brand,
      text(words === '' ? t.newest : t.found(literal(words))),
      selectRow(optionSelect(chooseTaskId.pattern, options, { placeholder: t.choose })),
    ),
  ];
}
