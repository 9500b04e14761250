import {
  ACCENT,
  container,
  literal,
  notice,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { mentionOf, relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { TaskCompletion } from '../schemas/task-completion.schema.js';
import type { Outcome, TaskStanding } from '../tasks.service.js';
import { endOf } from './task-card.view.js';

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
      return notice(texts.completion.failed(correct, total, title), ACCENT.warning);
    }
  }
}

/** The task and how the member stands with it. */
export function taskDetailsView({ post, howTo, mine }: TaskStanding, now: Date, texts: Texts): View {
  const { taskData } = post;
  const reward = `${texts.taskCard.reward(taskData.points)} · ${endOf(taskData, now, texts)}`;
  const origin = texts.details.postedBy(mentionOf(post.createdBy), relativeTime(post.createdAt));
  return [
    container(
      ACCENT.brand,
      text(`## ${literal(taskData.title)}\n${literal(taskData.description)}`),
      text(`${reward}\n${howTo(texts)}`),
      separator(),
      text(`${texts.details.yours}\n${ownState(mine, texts)}`),
      text(`-# ${texts.taskCard.completed(post.interactionStats.completions)} · ${origin}`),
    ),
  ];
}

function ownState(mine: TaskCompletion | null, texts: Texts): string {
  if (mine === null) return texts.details.notStarted;
  switch (mine.state) {
    case 'pending':
      return texts.details.pending(relativeTime(mine.proof?.submittedAt ?? mine.createdAt));
    case 'verified':
      return texts.details.verified(mine.points, relativeTime(mine.verifiedAt ?? mine.createdAt));
    case 'rejected':
      return texts.details.rejected(
        literal(mine.review?.reason ?? ''),
        relativeTime(mine.review?.decidedAt ?? mine.createdAt),
      );
  }
}
