import { relativeTime } from '../../../kernel/discord-text.js';
import { TaskLifeError } from '../tasks.errors.js';
import { TASK_STATUSES, type TaskData, type TaskStatus } from '../schemas/task-post.schema.js';

/**
 * The life of a task: what may follow what. A draft that nobody wants is deleted. What is paused goes on, or
 * ends. Nothing follows the last three.
 */
export const TRANSITIONS: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  draft: ['scheduled', 'active'],
  scheduled: ['active', 'expired', 'cancelled'],
  active: ['paused', 'completed', 'expired', 'cancelled'],
  paused: ['active', 'completed', 'expired', 'cancelled'],
  completed: [],
  expired: [],
  cancelled: [],
};

export const mayFollow = (from: TaskStatus, to: TaskStatus): boolean => TRANSITIONS[from].includes(to);

/** From where a task may come to a status. */
export const sourcesOf = (to: TaskStatus): readonly TaskStatus[] =>
  TASK_STATUSES.filter((from) => mayFollow(from, to));

/** What a draft becomes when it is published. */
export const publishedAs = ({ startsAt }: Pick<TaskData, 'startsAt'>, now: Date): 'scheduled' | 'active' =>
  startsAt !== undefined && startsAt > now ? 'scheduled' : 'active';

/** @throws TaskLifeError */
export function assertPublishable({ status, startsAt, expiresAt }: TaskData, now: Date): void {
  if (status !== 'draft')
    throw new TaskLifeError(`It is ${status}`, (texts) => texts.taskLife.refused[status]);
  if (expiresAt <= now)
    throw new TaskLifeError('Its end has passed', (texts) =>
      texts.taskLife.endPassed(relativeTime(expiresAt)),
    );
  if (startsAt !== undefined && startsAt >= expiresAt)
    throw new TaskLifeError('It ends before it starts', (texts) => texts.taskLife.startAfterEnd);
}
