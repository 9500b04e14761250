import { type APIComponentInContainer, ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  channelSelect,
  container,
  linkButton,
  literal,
  notice,
  optionalRoleSelect,
  previewOf,
  row,
  selectRow,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { DAY_MS } from '../../../kernel/clock.js';
import { channelMention, messageLink, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import { openRequirementsId } from '../../requirements/index.js';
import { openTemplatesId } from '../../templates/index.js';
import {
  allowlistChannelId,
  bonusesId,
  discardAllowlistId,
  duplicateAllowlistId,
  editAllowlistId,
  postAllowlistId,
  winnerRoleId as winnerRoleSelectId,
} from '../allowlists.custom-ids.js';
import type { Editor } from '../creation/allowlist-editor.service.js';
import { EDITABLE, UNOPENED } from '../creation/allowlist-editing.repository.js';
import { datesIfPosted } from '../creation/draft.rules.js';
import { DRAFT_LIFE_DAYS } from '../../cards/index.js';
import type { Published } from '../life/allowlist-life.service.js';
import { manageAllowlistId } from '../life/manage.custom-ids.js';
import { type DiscordAllowlistConnection, OPEN_STATUSES } from '../schemas/allowlist-connection.schema.js';
import { allowlistCardView, LONGEST_CARD } from './allowlist-card.view.js';

type Button = ReturnType<typeof button>;

/** The card as members see it, and below it what its managers can do with it. */
export function allowlistEditorView(editor: Editor, now: Date, texts: Texts): View {
  const below = words(editor, now, texts).join('\n');
  const { allowlist, requirements } = editor;
  const shown = allowlist.allowlistData.status === 'draft' ? asIfPosted(allowlist, now) : allowlist;
  const card = { allowlist: shown, requirements, isLinked: true };
  return [
    ...previewOf(allowlistCardView(card, now, LONGEST_CARD - below.length)),
    container(ACCENT.muted, text(below), ...controls(editor, now, texts)),
  ];
}

function asIfPosted(allowlist: DiscordAllowlistConnection, now: Date): DiscordAllowlistConnection {
  const { allowlistData } = allowlist;
  const { endsAt } = datesIfPosted(allowlistData, now);
  return Object.assign({}, allowlist, {
    allowlistData: Object.assign({}, allowlistData, { endsAt }),
  });
}

function controls(editor: Editor, now: Date, texts: Texts): APIComponentInContainer[] {
  const { allowlist } = editor;
  const { status, winnerRoleId } = allowlist.allowlistData;
  const connectionId = allowlist._id.toHexString();
  const role = optionalRoleSelect(
    winnerRoleSelectId.build({ connectionId }),
    texts.allowlistEditor.winnerRole,
    winnerRoleId,
  );
  return [
    ...rowOf(formButtons(editor, now, texts)),
    ...(EDITABLE.includes(status) ? [selectRow(role)] : []),
    ...(UNOPENED.includes(status) || isLost(allowlist) ? [channelRow(allowlist, texts)] : []),
    row(...otherButtons(allowlist, texts)),
  ];
}

function formButtons({ allowlist, missing, parts }: Editor, now: Date, texts: Texts): Button[] {
  const { status, startsAt } = allowlist.allowlistData;
  const connectionId = allowlist._id.toHexString();
  const isLater = startsAt !== undefined && startsAt > now;
  const post = button(
    postAllowlistId.build({ connectionId }),
    isLater ? texts.taskEditor.schedule : texts.taskEditor.post,
    ButtonStyle.Primary,
    missing.length > 0,
  );
  return [
    ...(status === 'draft' ? [post] : []),
    ...parts.map((part) =>
      button(editAllowlistId.build({ connectionId, part }), texts.allowlistEditor.parts[part]),
    ),
  ];
}

function otherButtons({ _id, allowlistData }: DiscordAllowlistConnection, texts: Texts): Button[] {
  const connectionId = _id.toHexString();
  const discard = button(
    discardAllowlistId.build({ connectionId }),
    texts.taskEditor.discard,
    ButtonStyle.Danger,
  );
  const requirements = openRequirementsId.build({ owner: 'allowlist', postId: connectionId });
  return [
    ...(UNOPENED.includes(allowlistData.status)
      ? [
          button(requirements, texts.taskEditor.requirements),
          button(bonusesId.build({ connectionId }), texts.allowlistEditor.bonuses),
        ]
      : []),
    button(openTemplatesId.build({ owner: 'allowlist', ownerId: connectionId }), texts.templates.open),
    button(duplicateAllowlistId.build({ connectionId }), texts.taskEditor.duplicate),
    allowlistData.status === 'draft'
      ? discard
      : button(manageAllowlistId.build({ connectionId }), texts.taskEditor.back),
  ];
}

function channelRow(allowlist: DiscordAllowlistConnection, texts: Texts): APIComponentInContainer {
  const customId = allowlistChannelId.build({ connectionId: allowlist._id.toHexString() });
  const chosen = isLost(allowlist) ? undefined : allowlist.channelId;
  return selectRow({ ...channelSelect(customId, texts.taskEditor.channel, chosen), min_values: 1 });
}

/** Its card can't be shown where it was, so it may be posted elsewhere. */
const isLost = ({ allowlistData, card }: DiscordAllowlistConnection): boolean =>
  OPEN_STATUSES.includes(allowlistData.status) && card.trouble !== undefined;

const rowOf = (buttons: Button[]): APIComponentInContainer[] =>
  buttons.length === 0 ? [] : [row(...buttons)];

function words({ allowlist, missing }: Editor, now: Date, texts: Texts): string[] {
  const t = texts.allowlistEditor;
  const { channelId, createdAt, card, allowlistData } = allowlist;
  const { status, startsAt } = allowlistData;
  if (!EDITABLE.includes(status)) return [t.over];
  if (status !== 'draft')
    return [
      ...(card.trouble === undefined ? [] : [texts.allowlistCard.trouble[card.trouble.kind]]),
      t.posted,
      texts.taskEditor.current,
    ];
  const goes = new Date(createdAt.getTime() + DRAFT_LIFE_DAYS * DAY_MS);
  return [
    texts.taskEditor.draft(relativeTime(goes)),
    ...missing.map((one) => texts.taskEditor.missing(one(texts))),
    `- ${texts.taskEditor.where(channelMention(channelId))}`,
    ...(startsAt === undefined || startsAt <= now
      ? []
      : [`- ${texts.allowlistCard.standing.opens(relativeTime(startsAt))}`]),
    texts.taskEditor.preview,
  ];
}

/** What came of *Post*. */
export function publishedView({ kind, allowlist }: Published, texts: Texts): View {
  const { guildId, channelId, messageId = '', allowlistData } = allowlist;
  const { endsAt, startsAt = endsAt } = allowlistData;
  const title = literal(allowlistData.title);
  const channel = channelMention(channelId);
  const t = texts.allowlistEditor;
  if (kind === 'saved') return notice(t.postedSoon);
  if (kind === 'scheduled')
    return notice(texts.taskForm.scheduled(title, channel, relativeTime(startsAt)), ACCENT.success);
  const ends = texts.allowlistCard.standing.ends(relativeTime(endsAt));
  return [
    container(
      ACCENT.success,
      text(`${texts.taskForm.posted(title, channel)}\n${ends}`),
      row(
        linkButton(messageLink(guildId, channelId, messageId), texts.common.open),
        button(
          duplicateAllowlistId.build({ connectionId: allowlist._id.toHexString() }),
          texts.taskEditor.duplicate,
        ),
      ),
    ),
  ];
}

export const discardedView = ({ allowlistData }: DiscordAllowlistConnection, texts: Texts): View =>
  notice(texts.taskEditor.discarded(literal(allowlistData.title)));
