import { completeTaskId, takeTaskId, taskDetailsId } from '../tasks.custom-ids.js';

/** Controls by which a member looks at a task. */
export const lookIds = (postId: string): string[] => [taskDetailsId.build({ postId })];

/** Controls by which a member tries it: a press that is checked, or one that opens the form. */
export const startIds = (postId: string): string[] => [
  completeTaskId.build({ postId }),
  takeTaskId.build({ postId, page: '0' }),
];

/** How the ids of these controls begin; the task follows. */
export const VISIT_PREFIXES: readonly string[] = [taskDetailsId, completeTaskId, takeTaskId].map(
  ({ pattern }) => pattern.replace(/:.*$/, ''),
);

/** The task of such a control; what a forged one names is none. */
export function visitedTask(customId: string): string | undefined {
  const prefix = VISIT_PREFIXES.find((each) => customId.startsWith(each));
  return prefix && /^[0-9a-f]{24}(?=\/|$)/.exec(customId.slice(prefix.length))?.[0];
}
