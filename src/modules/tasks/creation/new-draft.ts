import { Types } from 'mongoose';
import { withDefaults } from '../../../infra/database/schema/index.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import {
  type DiscordTaskPost,
  TASK_LIMITS,
  type TaskContent,
  taskPosts,
} from '../schemas/task-post.schema.js';
import { DURATION_LIMITS_MS } from './task-form.rules.js';

/** Where a draft is made, by whom, and when. */
export interface Origin {
  readonly guildId: string;
  readonly channelId: string;
  readonly communityId: string;
  readonly locale: string;
  readonly createdBy: string;
  readonly now: Date;
}

/** What makes a task, but for what has a default. */
export type NewContent = Pick<TaskContent, 'title' | 'description' | 'type' | 'points' | 'verification'> &
  Partial<TaskContent>;

/** A draft: a row like that of a posted task, of which no card is due. */
export function newDraft(id: string, content: NewContent, origin: Origin): DiscordTaskPost {
  const { now, ...place } = origin;
  const openMs = (content.openMinutes ?? TASK_LIMITS.openMinutes) * MINUTE_MS;
  return withDefaults<DiscordTaskPost>(taskPosts, {
    _id: new Types.ObjectId(id),
    taskId: id,
    ...place,
    createdAt: now,
    taskData: { ...content, status: 'draft', expiresAt: new Date(now.getTime() + openMs) },
    card: { wanted: 0 },
  });
}

/** What a copy of a task has: everything but its dates and its place in life. */
export function contentOf({ taskData, createdAt }: DiscordTaskPost): TaskContent {
  const { startsAt = createdAt, expiresAt, ...rest } = taskData;
  const { min, max } = DURATION_LIMITS_MS;
  const openMs = Math.min(Math.max(expiresAt.getTime() - startsAt.getTime(), min), max);
  const content: Partial<Pick<DiscordTaskPost['taskData'], 'status'>> & TaskContent = { ...rest };
  delete content.status;
  content.openMinutes ??= Math.round(openMs / MINUTE_MS);
  return content;
}
