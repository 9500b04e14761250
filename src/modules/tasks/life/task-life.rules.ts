import { DAY_MS, HOUR_MS } from '../../../kernel/clock.js';
import { relativeTime } from '../../../kernel/discord-text.js';
import { TaskLifeError } from '../tasks.errors.js';
import {
  type Recurrence,
  TASK_STATUSES,
  type TaskData,
  type TaskStatus,
} from '../schemas/task-post.schema.js';

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

/**
 * How long an occurrence may be open: until the next one begins. An hour more, for the day on which clocks are put
 * back; that there is one open at a time is no rule of the data.
 */
export const longestOf = (recurrence: Recurrence): number =>
  (recurrence === 'daily' ? DAY_MS : 7 * DAY_MS) + HOUR_MS;

/** @throws TaskLifeError */
export function assertPublishable({ status, startsAt, expiresAt, recurrence }: TaskData, now: Date): void {
  if (status !== 'draft')
    throw new TaskLifeError(`It is ${status}`, (texts) => texts.taskLife.refused[status]);
  if (expiresAt <= now)
    throw new TaskLifeError('Its end has passed', (texts) =>
      texts.taskLife.endPassed(relativeTime(expiresAt)),
    );
  if (startsAt !== undefined && startsAt >= expiresAt)
    throw new TaskLifeError('It ends before it starts', (texts) => texts.taskLife.startAfterEnd);
  const openMs = expiresAt.getTime() - (startsAt ?? now).getTime();
  if (recurrence !== undefined && openMs > longestOf(recurrence))
    throw new TaskLifeError('It overlaps itself', (texts) => texts.taskLife.longerThanSeries[recurrence]);
}

/**
 * Its end may have passed before the clock came to it.
 *
 * @throws TaskLifeError
 */
export function assertNotOver({ expiresAt }: TaskData, now: Date): void {
  if (expiresAt <= now)
    throw new TaskLifeError('Its end has passed', (texts) => texts.taskLife.refused.expired);
}
