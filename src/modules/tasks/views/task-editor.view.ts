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
import { DAY_MS, MINUTE_MS } from '../../../kernel/clock.js';
import {
  channelMention,
  dateAndTime,
  messageLink,
  relativeTime,
  roleMention,
} from '../../../kernel/discord-text.js';
import { durationText } from '../../../kernel/duration.js';
import type { Texts } from '../../../locales/index.js';
import { openRequirementsId } from '../../requirements/index.js';
import { openTemplatesId } from '../../templates/index.js';
import { DRAFT_LIFE_DAYS } from '../../cards/index.js';
import type { Editor } from '../creation/task-editor.service.js';
import { timesIfPosted } from '../life/recurrence.rules.js';
import type { Published } from '../life/task-life.service.js';
import { CLOSED_STATUSES, type DiscordTaskPost, OPEN_STATUSES } from '../schemas/task-post.schema.js';
import {
  discardTaskId,
  duplicateTaskId,
  editTaskId,
  postTaskId,
  taskChannelId,
  taskRewardId,
} from '../tasks.custom-ids.js';
import { openQuestionsId } from '../questions/questions.custom-ids.js';
import { partLabels } from './part-labels.js';
import { LONGEST_CARD, taskCardView } from './task-card.view.js';

/** The card as members see it, and below it what its managers can do with it. */
export function taskEditorView(editor: Editor, now: Date, texts: Texts): View {
  const below = words(editor, now, texts).join('\n');
  const room = LONGEST_CARD - below.length;
  return [...preview(editor, now, room), container(ACCENT.muted, ...controls(editor, below, now, texts))];
}

/** Its buttons do nothing. */
function preview({ post, verifier, requirements, zone }: Editor, now: Date, room: number): View {
  const shown = post.taskData.status === 'draft' ? asIfPosted(post, zone, now) : post;
  return previewOf(taskCardView({ post: shown, verifier, requirements, isLinked: true }, now, room));
}

function asIfPosted(post: DiscordTaskPost, zone: string, now: Date): DiscordTaskPost {
  const { startsAt, expiresAt } = timesIfPosted(post, zone, now);
  const { taskData, ...row } = post;
  return { ...row, taskData: Object.assign({}, taskData, { status: 'active', startsAt, expiresAt }) };
}

function controls(editor: Editor, below: string, now: Date, texts: Texts): APIComponentInContainer[] {
  const { post } = editor;
  const { status, rewardRoleId } = post.taskData;
  const postId = post._id.toHexString();
  const isDraft = status === 'draft';
  const isOver = CLOSED_STATUSES.includes(status);
  const t = texts.taskEditor;
  return [
    text(below),
    ...rowOf(partButtons(editor, texts)),
    ...(isOver
      ? []
      : [selectRow(optionalRoleSelect(taskRewardId.build({ postId }), t.rewardRole, rewardRoleId))]),
    ...(isDraft || isLost(post)
      ? [
          selectRow({
            ...channelSelect(
              taskChannelId.build({ postId }),
              t.channel,
              isDraft ? post.channelId : undefined,
            ),
            min_values: 1,
          }),
        ]
      : []),
    row(
      ...(isDraft ? [postButton(editor, now, texts)] : []),
      button(openTemplatesId.build({ owner: 'task', ownerId: postId }), texts.templates.open),
      button(duplicateTaskId.build({ postId }), t.duplicate),
      ...(isDraft ? [button(discardTaskId.build({ postId }), t.discard, ButtonStyle.Danger)] : []),
    ),
  ];
}

/** Its card can't be shown where it was, so it may be posted elsewhere. */
const isLost = ({ taskData, card }: DiscordTaskPost): boolean =>
  OPEN_STATUSES.includes(taskData.status) && card.trouble !== undefined;

const rowOf = (buttons: ReturnType<typeof button>[]): APIComponentInContainer[] =>
  buttons.length === 0 ? [] : [row(...buttons)];

function postButton({ post, missing, zone }: Editor, now: Date, texts: Texts): ReturnType<typeof button> {
  const label =
    timesIfPosted(post, zone, now).startsAt > now ? texts.taskEditor.schedule : texts.taskEditor.post;
  const customId = postTaskId.build({ postId: post._id.toHexString() });
  return button(customId, label, ButtonStyle.Primary, missing !== undefined);
}

function partButtons({ post, parts, verifier }: Editor, texts: Texts): ReturnType<typeof button>[] {
  const labels = partLabels(texts);
  const postId = post._id.toHexString();
  const isOver = CLOSED_STATUSES.includes(post.taskData.status);
  return [
    ...[...parts].map((part) => button(editTaskId.build({ postId, part }), labels[part])),
    ...(verifier.settings === 'questions'
      ? [button(openQuestionsId.build({ postId }), texts.taskEditor.questions)]
      : []),
    ...(isOver
      ? []
      : [button(openRequirementsId.build({ owner: 'task', postId }), texts.taskEditor.requirements)]),
  ];
}

function words(editor: Editor, now: Date, texts: Texts): string[] {
  const { post, verifier, missing, parts } = editor;
  const t = texts.taskEditor;
  const { status } = post.taskData;
  if (CLOSED_STATUSES.includes(status)) return [t.over];
  if (status === 'draft') {
    const goes = new Date(post.createdAt.getTime() + DRAFT_LIFE_DAYS * DAY_MS);
    return [
      t.draft(relativeTime(goes)),
      ...(missing === undefined ? [] : [t.missing(missing(texts))]),
      ...facts(editor, now, texts),
      t.preview,
    ];
  }
  const isAsksFixed = verifier.settings !== 'questions' && verifier.settings.length > 0 && !parts.has('asks');
  const { trouble } = post.card;
  return [
    ...(trouble === undefined ? [] : [texts.taskCard.trouble[trouble.kind]]),
    t.posted,
    t.pointsLater,
    ...(isAsksFixed ? [t.asksFixed] : []),
    ...facts(editor, now, texts),
    t.current,
  ];
}

/** What the card does not say. */
function facts(editor: Editor, now: Date, texts: Texts): string[] {
  const t = texts.taskEditor;
  const { channelId, taskData } = editor.post;
  const { maxCompletions, maxAttempts, cooldownMinutes, rewardRoleId, campaign } = taskData;
  const wait = cooldownMinutes === 0 ? '' : durationText(cooldownMinutes * MINUTE_MS);
  const lines = [
    t.where(channelMention(channelId)),
    ...times(editor, now, texts),
    maxCompletions === undefined ? t.allPlaces : t.places(texts.common.number(maxCompletions)),
    t.tries(maxAttempts, wait),
    ...(rewardRoleId === undefined ? [] : [t.reward(roleMention(rewardRoleId))]),
    ...(campaign === undefined ? [] : [t.campaign(literal(campaign))]),
  ];
  return lines.map((line) => `- ${line}`);
}

/** Until it is open: when it will be, and again. Of an open task the card says until when. */
function times({ post, zone, parts }: Editor, now: Date, texts: Texts): string[] {
  if (!parts.has('timing')) return [];
  const t = texts.taskTiming;
  const { status, openMinutes, recurrence } = post.taskData;
  const { startsAt, expiresAt } = status === 'draft' ? timesIfPosted(post, zone, now) : post.taskData;
  const isAhead = startsAt !== undefined && startsAt > now;
  const isLength = status === 'draft' && openMinutes !== undefined && !isAhead;
  return [
    isAhead ? t.opens(dateAndTime(startsAt), relativeTime(startsAt)) : t.opensWhenPosted,
    isLength
      ? t.openFor(durationText(openMinutes * MINUTE_MS))
      : t.closes(dateAndTime(expiresAt), relativeTime(expiresAt)),
    t.comes[recurrence ?? 'never'],
    t.zone(zone),
  ];
}

/** What came of *Post*. */
export function publishedView({ kind, post }: Published, texts: Texts): View {
  const { guildId, channelId, messageId = '', taskData } = post;
  const { points, expiresAt, startsAt = expiresAt } = taskData;
  const title = literal(taskData.title);
  const channel = channelMention(channelId);
  if (kind === 'saved') return notice(texts.taskForm.postedSoon);
  const t = texts.taskForm;
  if (kind === 'scheduled')
    return notice(t.scheduled(title, channel, relativeTime(startsAt)), ACCENT.success);
  const reward = `${texts.taskCard.reward(points)} · ${texts.taskCard.standing.ends(relativeTime(expiresAt))}`;
  return [
    container(
      ACCENT.success,
      text(`${t.posted(title, channel)}\n${reward}`),
      row(
        linkButton(messageLink(guildId, channelId, messageId), texts.common.open),
        button(duplicateTaskId.build({ postId: post._id.toHexString() }), texts.taskEditor.duplicate),
      ),
    ),
  ];
}

export const discardedView = ({ taskData }: DiscordTaskPost, texts: Texts): View =>
  notice(texts.taskEditor.discarded(literal(taskData.title)));
