import { relativeTime } from '../../../kernel/discord-text.js';
import { TaskLifeError } from '../tasks.errors.js';
import { TASK_STATUSES, type TaskData, type TaskStatus } from '../schemas/task-post.schema.js';
import { isLongerThanPeriod, type Slot } from './recurrence.rules.js';

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

/** @throws TaskLifeError */
export function assertPublishable(
  { status, startsAt, expiresAt, recurrence }: TaskData,
  occurrence: Slot | undefined,
  now: Date,
): void {
  if (status !== 'draft')
    throw new TaskLifeError(`It is ${status}`, (texts) => texts.taskLife.refused[status]);
  if (expiresAt <= now)
    throw new TaskLifeError('Its end has passed', (texts) =>
      texts.taskLife.endPassed(relativeTime(expiresAt)),
    );
  if (startsAt !== undefined && startsAt >= expiresAt)
    throw new TaskLifeError('It ends before it starts', (texts) => texts.taskLife.startAfterEnd);
  if (recurrence !== undefined && occurrence !== undefined && isLongerThanPeriod(occurrence, recurrence))
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
