import { completeTaskId, takeTaskId, taskDetailsId } from '../tasks.custom-ids.js';

/** Controls by which a member looks at a task. */
export const lookIds = (postId: string): string[] => [taskDetailsId.build({ postId })];

/** Controls by which a member tries it: a press that is checked, or one that opens the form. */
export const startIds = (postId: string): string[] => [
  completeTaskId.build({ postId }),
  takeTaskId.build({ postId, page: '0' }),
];

/** All of these. */
export const TASK_VISITS = [taskDetailsId, completeTaskId, takeTaskId] as const;
