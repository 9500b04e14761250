import { type APIComponentInContainer, ButtonStyle } from 'discord.js';
import { ACCENT, button, container, literal, row, text, type View } from '../../../infra/discord/index.js';
import { mentionOf, relativeTime } from '../../../kernel/discord-text.js';
import { isPseudonym } from '../../../kernel/pseudonym.js';
import { type Texts, textsOf } from '../../../locales/index.js';
import type { ReviewItem } from '../reviews/review-items.service.js';
import { cardApproveId, cardQueueId, cardRejectId } from '../reviews/reviews.custom-ids.js';
import { itemParts } from './review-item.view.js';

/**
 * The message in the review channel, in the server's language: a submission that waits, or what was decided
 * on it. The proof goes with the decision: the channel keeps no more of a member than who decided what.
 */
export function reviewCardView(item: ReviewItem, locale: string, { isMoreWaiting = false } = {}): View {
  const texts = textsOf(locale);
  if (item.completion.state !== 'pending') return [closedCard(item, texts)];
  const more = isMoreWaiting ? [text(`-# ${texts.review.moreWait}`)] : [];
  return [container(ACCENT.brand, ...itemParts(item, texts), ...more, cardButtons(item, texts))];
}

function cardButtons(
  { completion: { _id, attempt: seen } }: ReviewItem,
  texts: Texts,
): APIComponentInContainer {
  const completionId = _id.toHexString();
  const attempt = String(seen);
  const t = texts.review;
  return row(
    button(cardApproveId.build({ completionId, attempt }), t.approve, ButtonStyle.Success),
    button(cardRejectId.build({ completionId, attempt }), t.reject, ButtonStyle.Danger),
    button(cardQueueId.build({}), t.queue),
  );
}

function closedCard({ completion, post }: ReviewItem, texts: Texts) {
  const { discordId, state, points, review } = completion;
  const isApproved = state === 'verified';
  const title = `**${literal(post?.taskData.title ?? '–')}** · ${texts.common.points(points)}`;
  const who = mentionOf(discordId);
  const decider = review?.decidedBy ?? '';
  const by = isPseudonym(decider) ? texts.review.somebody : mentionOf(decider);
  const at = relativeTime(review?.decidedAt ?? completion.triedAt);
  const words = isApproved
    ? texts.review.cardApproved(who, by, at)
    : texts.review.cardRejected(who, by, at, literal(review?.reason ?? ''));
  return container(isApproved ? ACCENT.success : ACCENT.muted, text(`${title}\n${words}`));
}
