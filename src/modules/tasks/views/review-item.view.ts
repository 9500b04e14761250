import type { APIComponentInContainer } from 'discord.js';
import { literal, text } from '../../../infra/discord/index.js';
import { mentionOf, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { ReviewItem } from '../reviews/review-items.service.js';

/** The submission itself: task, member, proof and history. */
export function itemParts(
  { completion, post, verifiedBefore, rejectedBefore }: ReviewItem,
  texts: Texts,
): APIComponentInContainer[] {
  const { discordId, proof, points, createdAt, attempt } = completion;
  const sent = relativeTime(proof?.submittedAt ?? createdAt);
  const history = texts.review.history(verifiedBefore, rejectedBefore);
  const again = attempt > 1 ? ` · ${texts.review.attempt(attempt)}` : '';
  return [
    text(`**${literal(post?.taskData.title ?? '–')}** · ${texts.common.points(points)}`),
    text(`${texts.review.from(mentionOf(discordId), sent)}\n> ${quoted(proof?.text ?? '')}`),
    text(`-# ${history}${again}`),
  ];
}

/** What a member typed, as a quote. */
export const quoted = (typed: string): string => literal(typed).replaceAll('\n', '\n> ');
