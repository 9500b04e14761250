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
import { openReviewsId } from '../tasks.custom-ids.js';
import { endOf } from './task-card.view.js';

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
        linkButton(messageLink(post.guildId, post.channelId, post.messageId ?? ''), texts.common.open),
      ),
    ),
  ];
}

function stateLine({ post: { taskData }, isLinked }: ManagedPost, now: Date, texts: Texts): string {
  const { states } = texts.managePost;
  if (taskData.status === 'cancelled') return states.cancelled;
  if (taskData.status === 'active' && !isLinked) return states.notLinked;
  const isOpen = taskData.status === 'active' && taskData.expiresAt > now;
  if (isOpen || taskData.status === 'active')
    return `${isOpen ? states.active : states.expired} · ${endOf(taskData, now, texts)}`;
  return states[taskData.status];
}
