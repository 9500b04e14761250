import { type Sent, sentTo } from '../../../infra/discord/index.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../kernel/clock.js';
import { parseDuration } from '../../../kernel/duration.js';
import { cleanLine, cleanText, lengthOf, parseWholeNumber } from '../../../kernel/text.js';
import { TASK_LIMITS, type TaskContent } from '../schemas/task-post.schema.js';
import type { Fault } from '../tasks.rules.js';

export const DURATION_LIMITS_MS = { min: HOUR_MS, max: 365 * DAY_MS } as const;

export type TaskTexts = Pick<TaskContent, 'title' | 'description' | 'points' | 'openMinutes'>;

/** All faults at once, or what the form says. */
export function readTexts(
  sent: Sent,
  hasDuration: boolean,
): { readonly texts: TaskTexts } | { readonly faults: readonly Fault[] } {
  const title = cleanLine(sentTo(sent, 'title'));
  const description = cleanText(sentTo(sent, 'description'));
  const points = parseWholeNumber(sentTo(sent, 'points'));
  const durationMs = hasDuration ? parseDuration(sentTo(sent, 'duration')) : undefined;
  const faults: Fault[] = [];
  const titleLength = lengthOf(title);
  if (!isBetween(titleLength, 1, TASK_LIMITS.title))
    faults.push((texts) => texts.taskForm.faults.title(TASK_LIMITS.title, titleLength));
  const descriptionLength = lengthOf(description);
  if (!isBetween(descriptionLength, 1, TASK_LIMITS.description))
    faults.push((texts) => texts.taskForm.faults.description(TASK_LIMITS.description, descriptionLength));
  const { minPoints, maxPoints } = TASK_LIMITS;
  if (!isBetween(points, minPoints, maxPoints))
    faults.push(({ taskForm, common }) =>
      taskForm.faults.points(common.number(minPoints), common.number(maxPoints)),
    );
  if (durationMs !== undefined && !isBetween(durationMs, DURATION_LIMITS_MS.min, DURATION_LIMITS_MS.max))
    faults.push((texts) => texts.taskForm.faults.duration);
  if (faults.length > 0 || points === null || durationMs === null) return { faults };
  const openMinutes = durationMs === undefined ? {} : { openMinutes: durationMs / MINUTE_MS };
  return { texts: { title, description, points, ...openMinutes } };
}

export function isBetween(value: number | null, min: number, max: number): boolean {
  return value !== null && value >= min && value <= max;
}
