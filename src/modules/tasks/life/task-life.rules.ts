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

export interface MoveRule {
  /** As it stands in the audit. */
  readonly audited: string;
  readonly from: readonly TaskStatus[];
  readonly to: TaskStatus;
}

export const MOVES = ['start', 'pause', 'resume', 'end', 'cancel'] as const;
/** What managers do with a task that was published. */
export type MoveName = (typeof MOVES)[number];

export const isMove = (name: string): name is MoveName => (MOVES as readonly string[]).includes(name);

export const MOVE_RULES: Readonly<Record<MoveName, MoveRule>> = {
  start: { audited: 'task.start', from: ['scheduled'], to: 'active' },
  pause: { audited: 'task.pause', from: ['active'], to: 'paused' },
  resume: { audited: 'task.resume', from: ['paused'], to: 'active' },
  end: { audited: 'task.end', from: ['active', 'paused'], to: 'expired' },
  cancel: { audited: 'task.cancel', from: ['scheduled', 'active', 'paused'], to: 'cancelled' },
};

/** From these another end may be set; that of a draft is changed in its editor. */
const RETIMED: readonly TaskStatus[] = ['scheduled', 'active', 'paused'];

/** Whether its end may be changed. Its end may have passed before the clock came to it. */
export const mayBeRetimed = ({ status, expiresAt }: TaskData, now: Date): boolean =>
  RETIMED.includes(status) && expiresAt > now;

/** What can be done with it now, in the order of `MOVES`. */
export const movesFrom = ({ status, expiresAt }: TaskData, now: Date): readonly MoveName[] =>
  expiresAt > now ? MOVES.filter((move) => MOVE_RULES[move].from.includes(status)) : [];

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
