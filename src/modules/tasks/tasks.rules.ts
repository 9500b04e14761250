import type { Fault } from '../../infra/discord/index.js';
import { DAY_MS, MINUTE_MS } from '../../kernel/clock.js';
import { relativeTime } from '../../kernel/discord-text.js';
import { isNoneOfOurs as isForeignId } from '../../kernel/object-id.js';
import { cleanText, lengthOf } from '../../kernel/text.js';
import type { TaskCompletion } from './schemas/task-completion.schema.js';
import { PROOF_MAX, REASON_MAX } from './schemas/task-completion.schema.js';
import {
  type DiscordTaskPost,
  TASK_TYPES,
  type TaskData,
  type TaskType,
} from './schemas/task-post.schema.js';
import {
  NoMoreAttemptsError,
  ProofInvalidError,
  ProofPendingError,
  ReasonInvalidError,
  TaskAlreadyCompletedError,
  TaskClosedError,
} from './tasks.errors.js';

export type { Fault };

export function isTaskType(value: string): value is TaskType {
  return (TASK_TYPES as readonly string[]).includes(value);
}

/**
 * The clock decides as well as the state: a worker may be a moment late with either end.
 *
 * @throws TaskClosedError
 */
export function assertOpen({ taskData }: DiscordTaskPost, now: Date): void {
  const why = closedBecause(taskData, now);
  if (why !== undefined) throw new TaskClosedError(`The task is ${taskData.status}, or over`, why);
}

function closedBecause(
  { status, startsAt = new Date(0), expiresAt }: TaskData,
  now: Date,
): Fault | undefined {
  if (status === 'cancelled') return (texts) => texts.errors.taskCancelled;
  if (status === 'completed') return (texts) => texts.errors.taskDone;
  if (status === 'expired' || expiresAt <= now)
    return (texts) => texts.errors.taskClosed(relativeTime(expiresAt));
  if (status === 'paused') return (texts) => texts.errors.taskPaused;
  if (startsAt > now) return (texts) => texts.errors.taskScheduled(relativeTime(startsAt));
  return status === 'draft' ? (texts) => texts.errors.taskNotFound : undefined;
}

/** Tasks and their completions stay longer than this. */
const KEPT_AT_LEAST_MS = 90 * DAY_MS;

/** An id that is not found here though it is too young to be cleaned up: invented, or of another server. */
export const isNoneOfOurs = (id: string, now: Date): boolean => isForeignId(id, KEPT_AT_LEAST_MS, now);

/**
 * @throws TaskAlreadyCompletedError it was counted
 * @throws ProofPendingError it waits for review
 */
export function assertNotTaken(existing: TaskCompletion): void {
  if (existing.state === 'verified') {
    const at = relativeTime(existing.verifiedAt ?? existing.createdAt);
    throw new TaskAlreadyCompletedError('Counted before', (texts) => texts.errors.taskCompleted(at));
  }
  if (existing.state === 'pending') {
    const at = relativeTime(existing.proof?.submittedAt ?? existing.createdAt);
    throw new ProofPendingError('Waiting for review', (texts) => texts.errors.proofPending(at));
  }
}

/** When a rejected attempt may be followed by another one; `null`: never. */
export function nextAttemptAt(
  { attempt, triedAt }: TaskCompletion,
  { maxAttempts, cooldownMinutes }: TaskData,
): Date | null {
  return attempt >= maxAttempts ? null : new Date(triedAt.getTime() + cooldownMinutes * MINUTE_MS);
}

/** What follows a rejected attempt, in words: another one, now or later, or none any more, and why. */
export function nextAttemptWords(rejected: TaskCompletion, taskData: TaskData, now: Date): Fault {
  const closed = closedBecause(taskData, now);
  if (closed !== undefined) return closed;
  const nextAt = nextAttemptAt(rejected, taskData);
  return ({ taskTypes: { standing } }) => {
    if (nextAt === null) return standing.spent;
    return nextAt > now ? standing.nextAt(relativeTime(nextAt)) : standing.nextNow;
  };
}

/**
 * Whether a rejected attempt may be followed by another one now.
 *
 * @throws NoMoreAttemptsError
 */
export function assertMayRetry(rejected: TaskCompletion, taskData: TaskData, now: Date): void {
  const nextAt = nextAttemptAt(rejected, taskData);
  if (nextAt === null)
    throw new NoMoreAttemptsError('All are spent', (texts) =>
      texts.errors.attemptsSpent(taskData.maxAttempts),
    );
  if (nextAt > now)
    throw new NoMoreAttemptsError('Too soon', (texts) => texts.errors.tooSoon(relativeTime(nextAt)));
}

/** @throws ProofInvalidError */
export function readProof(typed: string): string {
  const proof = cleanText(typed);
  if (isBetween(lengthOf(proof), 1, PROOF_MAX)) return proof;
  throw new ProofInvalidError('Bad length', (texts) => texts.errors.proofLength(PROOF_MAX));
}

/** @throws ReasonInvalidError */
export function readReason(typed: string): string {
  const reason = cleanText(typed);
  if (isBetween(lengthOf(reason), 1, REASON_MAX)) return reason;
  throw new ReasonInvalidError('Bad length', (texts) => texts.errors.reasonLength(REASON_MAX));
}

function isBetween(value: number | null, min: number, max: number): boolean {
  return value !== null && value >= min && value <= max;
}
