import { type APIComponentInContainer, type APIMessageTopLevelComponent, ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  literal,
  optionSelect,
  row,
  selectRow,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../kernel/clock.js';
import { mentionOf } from '../../../kernel/discord-text.js';
import { lengthOf, truncate } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';
import type { BulkOutcome, BulkQuestion } from '../reviews/bulk-approvals.service.js';
import {
  approveId,
  askBulkId,
  bulkApproveId,
  filterReviewsId,
  rejectId,
  reviewsOfId,
  skipReviewId,
} from '../reviews/reviews.custom-ids.js';
import { EVERYTHING, type ReviewPanel } from '../reviews/reviews.service.js';
import type { TaskCompletion } from '../schemas/task-completion.schema.js';
import { itemParts, quoted } from './review-item.view.js';

const OPTION_MAX = 100;
const PREVIEW_MAX = 200;

/** A moderator's private panel: what was decided just now, and the next submission. */
export function reviewPanelView(panel: ReviewPanel, texts: Texts): View {
  const { decided, item, waiting, usualWaitMs } = panel;
  const t = texts.review;
  const title = `${t.title}${decided ? `\n${decisionLine(decided, texts)}` : ''}`;
  if (item === null) return [container(ACCENT.success, text(title), text(t.empty)), ...filter(panel, texts)];
  const wait = usualWaitMs === null ? '' : ` · ${t.usualWait(roughly(usualWaitMs, texts))}`;
  return [
    container(
      ACCENT.brand,
      text(`${title}\n-# ${t.waiting(waiting)}${wait}`),
      separator(),
      ...itemParts(item, texts),
      itemButtons(item.completion, panel, texts),
    ),
    ...filter(panel, texts),
  ];
}

/** Rounded up, in a unit of which there are few. */
function roughly(ms: number, { review: t }: Texts): string {
  if (ms < 2 * HOUR_MS) return t.minutes(Math.max(1, Math.ceil(ms / MINUTE_MS)));
  return ms < 2 * DAY_MS ? t.hours(Math.ceil(ms / HOUR_MS)) : t.days(Math.ceil(ms / DAY_MS));
}

/** What was decided, for the moderator who did. */
export const decisionView = (decided: TaskCompletion, texts: Texts): View => [
  container(
    decided.state === 'verified' ? ACCENT.success : ACCENT.warning,
    text(decisionLine(decided, texts)),
  ),
];

function decisionLine({ state, discordId, points }: TaskCompletion, texts: Texts): string {
  const who = mentionOf(discordId);
  return state === 'verified' ? texts.review.approved(who, points) : texts.review.rejected(who);
}

function itemButtons(
  { _id, attempt: seen }: TaskCompletion,
  { scope, waiting }: ReviewPanel,
  texts: Texts,
): APIComponentInContainer {
  const completionId = _id.toHexString();
  const attempt = String(seen);
  const t = texts.review;
  const buttons = [
    button(approveId.build({ completionId, attempt, scope }), t.approve, ButtonStyle.Success),
    button(rejectId.build({ completionId, attempt, scope }), t.reject, ButtonStyle.Danger),
    button(skipReviewId.build({ completionId, scope }), t.skip, ButtonStyle.Secondary, waiting < 2),
  ];
  if (scope === EVERYTHING || waiting < 2) return row(...buttons);
  return row(...buttons, button(askBulkId.build({ postId: scope }), t.bulk.ask(waiting)));
}

/** Of one task only there is no choice, unless its queue is open by itself. */
function filter({ scope, tasks, waiting }: ReviewPanel, texts: Texts): APIMessageTopLevelComponent[] {
  if (tasks.length === 0 || (tasks.length === 1 && scope === EVERYTHING && waiting < 2)) return [];
  const chosen = (value: string) => (value === scope ? { default: true } : {});
  const options = [
    { value: EVERYTHING, label: texts.review.allTasks, ...chosen(EVERYTHING) },
    ...tasks.map(({ postId, title, waiting: n }) => ({
      value: postId,
      label: truncate(title, OPTION_MAX),
      description: texts.review.waiting(n),
      ...chosen(postId),
    })),
  ];
  return [selectRow(optionSelect(filterReviewsId.build({}), options, { placeholder: texts.review.ofTask }))];
}

/** How many it is about, and what the oldest of them look like. */
export function bulkQuestionView({ post, until, waiting, first }: BulkQuestion, texts: Texts): View {
  const postId = post._id.toHexString();
  const t = texts.review.bulk;
  const title = literal(post.taskData.title);
  const back = button(reviewsOfId.build({ scope: postId }), texts.review.back);
  // Counted and read one after the other: between the two somebody may decide on the last one.
  if (waiting === 0 || first.length === 0)
    return [container(ACCENT.muted, text(t.nothing(title)), row(back))];
  const yes = bulkApproveId.build({ postId, until: String(until.getTime()) });
  const proofs = first.map(
    ({ discordId, proof }) => `${mentionOf(discordId)}\n> ${preview(proof?.text ?? '')}`,
  );
  const more = waiting > first.length ? [text(`-# ${t.more(waiting - first.length)}`)] : [];
  return [
    container(
      ACCENT.warning,
      text(t.title(waiting, title, texts.common.points(post.taskData.points))),
      text(proofs.join('\n')),
      ...more,
      text(`-# ${t.meant}`),
      row(button(yes, t.yes(waiting), ButtonStyle.Success), back),
    ),
  ];
}

function preview(typed: string): string {
  const line = typed.replaceAll('\n', ' ');
  return quoted(lengthOf(line) > PREVIEW_MAX ? truncate(line, PREVIEW_MAX) : line);
}

export function bulkOutcomeView({ post, approved }: BulkOutcome, texts: Texts): View {
  const back = button(reviewsOfId.build({ scope: EVERYTHING }), texts.review.toQueue);
  const words = texts.review.bulk.done(approved, literal(post.taskData.title));
  return [container(approved > 0 ? ACCENT.success : ACCENT.muted, text(words), row(back))];
}
