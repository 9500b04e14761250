import { type APIModalInteractionResponseCallbackData, ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  formModal,
  linkButton,
  literal,
  refusedView,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { mentionOf, messageLink, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import {
  askCancelId,
  fixTaskEndId,
  manageTaskId,
  moveTaskId,
  openEndId,
  taskEndId,
} from '../life/manage.custom-ids.js';
import { endField } from '../life/task-end.rules.js';
import type { OpenEnd } from '../life/task-ends.service.js';
import type { MoveName } from '../life/task-life.rules.js';
import type { EndAnswer, ManagedPost } from '../manage-post.service.js';
import { reviewsOfId } from '../reviews/reviews.custom-ids.js';
import { duplicateTaskId, editTaskId, statisticsId, taskEditorId } from '../tasks.custom-ids.js';
import { CLOSED_STATUSES, type DiscordTaskPost } from '../schemas/task-post.schema.js';
import { standingOf } from './task-card.view.js';
import { answersButton } from './survey-answers.view.js';

type Button = Parameters<typeof row>[number];

/** How a task stands, and what this member may do with it now. */
export function managePostView(managed: ManagedPost, now: Date, texts: Texts): View {
  const { post, waiting, may, said } = managed;
  const { taskData, interactionStats, createdBy, createdAt } = post;
  const t = texts.managePost;
  const figures = [
    t.completions(interactionStats.completions),
    t.waiting(waiting),
    t.views(interactionStats.uniqueViews),
  ].map((line) => `- ${line}`);
  const isReviewRefused = waiting > 0 && !may.has('tasks.review');
  const rows = [lifeButtons(managed, texts), otherButtons(managed, texts), looks(managed, texts)];
  return [
    container(
      ACCENT.brand,
      ...(said === undefined ? [] : [text(said(texts)), separator()]),
      text(`## ${literal(taskData.title)}\n${stateLine(managed, now, texts)}`),
      separator(),
      text(`${texts.taskCard.reward(taskData.points)}\n${figures.join('\n')}`),
      text(`-# ${texts.details.postedBy(mentionOf(createdBy), relativeTime(createdAt))}`),
      ...(isReviewRefused ? [text(`-# ${t.noReview}`)] : []),
      ...rows.filter((buttons) => buttons.length > 0).map((buttons) => row(...buttons)),
    ),
  ];
}

/** Asks first; where it is over meanwhile, the panel says so. */
export function askCancelView(managed: ManagedPost, now: Date, texts: Texts): View {
  if (!managed.moves.includes('cancel')) return managePostView(managed, now, texts);
  const { post } = managed;
  const postId = post._id.toHexString();
  const { sureToCancel, cancelIt, keepIt } = texts.managePost;
  return [
    container(
      ACCENT.warning,
      text(sureToCancel(literal(post.taskData.title))),
      row(
        button(moveTaskId.build({ postId, move: 'cancel' }), cancelIt, ButtonStyle.Danger),
        button(manageTaskId.build({ postId }), keepIt),
      ),
    ),
  ];
}

export function taskEndModal(
  { postId, zone, typed, seen }: OpenEnd,
  texts: Texts,
): APIModalInteractionResponseCallbackData {
  const field = endField(zone);
  return formModal(
    {
      customId: taskEndId.build({ postId, seen }),
      title: texts.managePost.changeEnd,
      fields: [field],
      values: { [field.id]: [typed] },
    },
    texts,
  );
}

export function endAnswerView(answer: EndAnswer, now: Date, texts: Texts): View {
  if (answer.kind === 'panel') return managePostView(answer.managed, now, texts);
  const { postId, formId, fault } = answer;
  return refusedView([fault], texts, {
    fixId: fixTaskEndId.build({ postId, formId }),
    backId: manageTaskId.build({ postId }),
  });
}

function lifeButtons({ post, may, moves, mayEndOtherwise }: ManagedPost, texts: Texts): Button[] {
  if (!may.has('tasks.create')) return [];
  const t = texts.managePost;
  const postId = post._id.toHexString();
  const moveButton = (move: MoveName): Button =>
    move === 'cancel'
      ? button(askCancelId.build({ postId }), t.moves.cancel, ButtonStyle.Danger)
      : button(moveTaskId.build({ postId, move }), t.moves[move]);
  return [...moves.map(moveButton), ...(mayEndOtherwise ? [timesButton(post, texts)] : [])];
}

/** Until it is open its start can be chosen too; from then on its end. */
function timesButton({ _id, taskData: { status } }: DiscordTaskPost, texts: Texts): Button {
  const postId = _id.toHexString();
  return status === 'scheduled'
    ? button(editTaskId.build({ postId, part: 'timing' }), texts.taskTiming.title)
    : button(openEndId.build({ postId }), texts.managePost.changeEnd);
}

function otherButtons({ post, waiting, may, isLinked }: ManagedPost, texts: Texts): Button[] {
  const { taskData } = post;
  const t = texts.managePost;
  const postId = post._id.toHexString();
  const isOver = CLOSED_STATUSES.includes(taskData.status);
  const mayCreate = may.has('tasks.create');
  return [
    ...(may.has('tasks.review') && waiting > 0
      ? [button(reviewsOfId.build({ scope: postId }), t.review, ButtonStyle.Primary)]
      : []),
    ...(mayCreate && isLinked && !isOver
      ? [
          taskData.status === 'draft'
            ? button(taskEditorId.build({ postId }), t.finish, ButtonStyle.Primary)
            : button(taskEditorId.build({ postId }), t.edit),
        ]
      : []),
    ...(mayCreate && isLinked ? [button(duplicateTaskId.build({ postId }), texts.taskEditor.duplicate)] : []),
    ...(mayCreate || may.has('analytics.view')
      ? [button(statisticsId.build({ postId }), texts.statistics.open)]
      : []),
  ];
}

/** Where more is to be seen. */
function looks({ post, may }: ManagedPost, texts: Texts): Button[] {
  const { _id, guildId, channelId, messageId, taskData } = post;
  return [
    ...(taskData.type === 'survey' && may.has('tasks.create')
      ? [answersButton(_id.toHexString(), texts)]
      : []),
    ...(messageId === undefined
      ? []
      : [linkButton(messageLink(guildId, channelId, messageId), texts.common.open)]),
  ];
}

function stateLine({ post, isLinked }: ManagedPost, now: Date, texts: Texts): string {
  const { states, repeats } = texts.managePost;
  const { status, expiresAt, recurrence } = post.taskData;
  if (status === 'active' && !isLinked) return states.notLinked;
  if (status === 'draft') return states.draft;
  const isOver = status === 'active' && expiresAt <= now;
  const state = isOver ? states.expired : states[status];
  const lines = [
    `${state} · ${standingOf(post, now, texts)}`,
    ...(post.card.trouble === undefined ? [] : [texts.taskCard.trouble[post.card.trouble.kind]]),
    ...(status === 'active' && post.messageId === undefined ? [texts.taskForm.postedSoon] : []),
    ...(recurrence === undefined || CLOSED_STATUSES.includes(status) ? [] : [repeats[recurrence]]),
  ];
  return lines.join('\n');
}
