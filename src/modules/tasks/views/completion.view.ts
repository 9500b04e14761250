import { ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  literal,
  notice,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { mentionOf, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { RequirementState } from '../../requirements/index.js';
import { questionnaireIn } from '../questions/questions.js';
import type { KeptPage } from '../questions/task-pages.service.js';
import type { TaskCompletion } from '../schemas/task-completion.schema.js';
import type { TaskData } from '../schemas/task-post.schema.js';
import { takeTaskId } from '../tasks.custom-ids.js';
import { nextAttemptWords } from '../tasks.rules.js';
import type { Outcome, TaskStanding } from '../tasks.service.js';
import { closedWords, countWords, standingOf } from './task-card.view.js';

/** What came of an attempt; or, while pages are left, the way to the next one. */
export const sentPageView = (sent: Outcome | KeptPage, texts: Texts): View =>
  'row' in sent ? outcomeView(sent, texts) : keptPageView(sent, texts);

function keptPageView({ post, page, pages }: KeptPage, { questions: t }: Texts): View {
  const to = (at: number): string => takeTaskId.build({ postId: post._id.toHexString(), page: String(at) });
  return [
    container(
      ACCENT.brand,
      text(t.kept(page + 1, pages)),
      row(button(to(page + 1), t.next, ButtonStyle.Primary), button(to(page), t.again)),
    ),
  ];
}

/** What came of an attempt. */
export function outcomeView({ post, row }: Outcome, texts: Texts): View {
  const title = literal(post.taskData.title);
  switch (row.state) {
    case 'verified':
      return notice(texts.completion.verified(row.points, title), ACCENT.success);
    case 'pending':
      return notice(texts.completion.submitted(title), ACCENT.brand);
    case 'rejected': {
      const { correct, total } = row.score ?? { correct: 0, total: 0 };
      const { passMark = 100 } = questionnaireIn(post.taskData.asks);
      return notice(texts.questions.failed(correct, total, title, passMark), ACCENT.warning);
    }
  }
}

/** The task and how the member stands with it. */
export function taskDetailsView(
  { post, howTo, requirements, mine }: TaskStanding,
  now: Date,
  texts: Texts,
): View {
  const { taskData } = post;
  const reward = `${texts.taskCard.reward(taskData.points)} · ${standingOf(post, now, texts)}`;
  const closed = closedWords(post, now, texts);
  const origin = texts.details.postedBy(mentionOf(post.createdBy), relativeTime(post.createdAt));
  return [
    container(
      ACCENT.brand,
      text(`## ${literal(taskData.title)}\n${literal(taskData.description)}`),
      text(`${reward}\n${howTo(texts)}${closed === undefined ? '' : `\n${closed}`}`),
      ...(requirements.length > 0 ? [text(requirementLines(requirements, texts))] : []),
      separator(),
      text(`${texts.details.yours}\n${ownState(mine, taskData, now, texts)}`),
      text(`-# ${countWords(post, texts)} · ${origin}`),
    ),
  ];
}

function requirementLines(requirements: readonly RequirementState[], texts: Texts): string {
  const title = texts.taskTypes.standing.requirements;
  const lines = requirements.map(({ isMet, required, reason }) =>
    isMet ? `✓ ${required(texts)}` : `✗ **${required(texts)}**: ${reason?.(texts) ?? ''}`,
  );
  return [title, ...lines].join('\n');
}

function ownState(mine: TaskCompletion | null, taskData: TaskData, now: Date, texts: Texts): string {
  if (mine === null) return texts.details.notStarted;
  switch (mine.state) {
    case 'pending':
      return texts.details.pending(relativeTime(mine.proof?.submittedAt ?? mine.createdAt));
    case 'verified':
      return texts.details.verified(mine.points, relativeTime(mine.verifiedAt ?? mine.createdAt));
    case 'rejected':
      return rejection(mine, taskData, now, texts);
  }
}

/** Why, how many attempts there were, and when the next one is possible. */
function rejection(mine: TaskCompletion, taskData: TaskData, now: Date, texts: Texts): string {
  const { standing } = texts.taskTypes;
  const { review, score, triedAt, attempt } = mine;
  const why =
    review === undefined && score !== undefined
      ? standing.failed(relativeTime(triedAt), score.correct, score.total)
      : standing.rejected(relativeTime(review?.decidedAt ?? triedAt), literal(review?.reason ?? ''));
  const next = nextAttemptWords(mine, taskData, now)(texts);
  return `${why}\n${standing.attempts(attempt, Math.max(attempt, taskData.maxAttempts))} ${next}`;
}
