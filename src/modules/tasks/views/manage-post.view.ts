import { ButtonStyle } from 'discord.js';
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
import { mentionOf, messageLink, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { ManagedPost } from '../manage-post.service.js';
import { answersButton } from './survey-answers.view.js';
import { standingOf } from './task-card.view.js';
import { openReviewsId, statisticsId } from '../tasks.custom-ids.js';

/** How a posted task stands, and what this member may do with it now. */
export function managePostView(managed: ManagedPost, now: Date, texts: Texts): View {
  const { post, waiting, may } = managed;
  const { taskData, interactionStats, createdBy, createdAt } = post;
  const t = texts.managePost;
  const figures = [
    t.completions(interactionStats.completions),
    t.waiting(waiting),
    t.views(interactionStats.uniqueViews),
  ].map((line) => `- ${line}`);
  const mayReview = may.has('tasks.review');
  return [
    container(
      ACCENT.brand,
      text(`## ${literal(taskData.title)}\n${stateLine(managed, now, texts)}`),
      separator(),
      text(`${texts.taskCard.reward(taskData.points)}\n${figures.join('\n')}`),
      text(`-# ${texts.details.postedBy(mentionOf(createdBy), relativeTime(createdAt))}`),
      ...(mayReview && waiting > 0 ? [] : [text(`-# ${mayReview ? t.nothingToDo : t.noReview}`)]),
      row(
        ...(mayReview && waiting > 0 ? [button(openReviewsId.build({}), t.review, ButtonStyle.Primary)] : []),
        ...(may.has('analytics.view') || may.has('tasks.create')
          ? [button(statisticsId.build({ postId: post._id.toHexString() }), texts.statistics.open)]
          : []),
        ...(taskData.type === 'survey' && may.has('tasks.create')
          ? [answersButton(post._id.toHexString(), texts)]
          : []),
        linkButton(messageLink(post.guildId, post.channelId, post.messageId ?? ''), texts.common.open),
      ),
    ),
  ];
}

function stateLine({ post, isLinked }: ManagedPost, now: Date, texts: Texts): string {
  const { states } = texts.managePost;
  const { status, expiresAt } = post.taskData;
  if (status === 'active' && !isLinked) return states.notLinked;
  const isOver = status === 'active' && expiresAt <= now;
  const trouble =
    post.card.trouble === undefined ? '' : `\n${texts.taskCard.trouble[post.card.trouble.kind]}`;
  return `${isOver ? states.expired : states[status]} · ${standingOf(post, now, texts)}${trouble}`;
}
