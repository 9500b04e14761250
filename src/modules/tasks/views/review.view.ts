import { type APIComponentInContainer, ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  literal,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { mentionOf, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { ReviewItem, ReviewPanel } from '../reviews.service.js';
import type { TaskCompletion } from '../schemas/task-completion.schema.js';
import { approveId, rejectId, skipReviewId } from '../tasks.custom-ids.js';

/** A moderator's private panel: what was decided just now, and the next submission. */
export function reviewPanelView({ decided, item, waiting }: ReviewPanel, texts: Texts): View {
  const title = `${texts.review.title}${decided ? `\n${decisionLine(decided, texts)}` : ''}`;
  if (item === null) return [container(ACCENT.success, text(title), text(texts.review.empty))];
  return [
    container(
      ACCENT.brand,
      text(`${title}\n-# ${texts.review.waiting(waiting)}`),
      separator(),
      ...itemParts(item, texts),
      itemButtons(item.completion, waiting, texts),
    ),
  ];
}

function decisionLine({ state, discordId, points }: TaskCompletion, texts: Texts): string {
  const who = mentionOf(discordId);
  return state === 'verified' ? texts.review.approved(who, points) : texts.review.rejected(who);
}

function itemParts(
  { completion, post, verifiedBefore, rejectedBefore }: ReviewItem,
  texts: Texts,
): APIComponentInContainer[] {
  const { discordId, proof, points, createdAt } = completion;
  const sent = relativeTime(proof?.submittedAt ?? createdAt);
  const quote = literal(proof?.text ?? '').replaceAll('\n', '\n> ');
  return [
    text(`**${literal(post?.taskData.title ?? '–')}** · ${texts.common.points(points)}`),
    text(`${texts.review.from(mentionOf(discordId), sent)}\n> ${quote}`),
    text(`-# ${texts.review.history(verifiedBefore, rejectedBefore)}`),
  ];
}

function itemButtons({ _id }: TaskCompletion, waiting: number, texts: Texts): APIComponentInContainer {
  const completionId = _id.toHexString();
  return row(
    button(approveId.build({ completionId }), texts.review.approve, ButtonStyle.Success),
    button(rejectId.build({ completionId }), texts.review.reject, ButtonStyle.Danger),
    button(skipReviewId.build({ completionId }), texts.review.skip, ButtonStyle.Secondary, waiting < 2),
  );
}
