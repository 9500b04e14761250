import { customId } from '../../../infra/discord/index.js';

/** What a manager may do with a task, as a panel; also the way back to it. */
export const manageTaskId = customId('tasks/manage/:postId');
/** A task of those that were found, by its id. */
export const chooseTaskId = customId('tasks/managed');
/** `move` is one of `MOVES`. */
export const moveTaskId = customId('tasks/manage/:postId/do/:move');
/** Asks before a task is withdrawn. */
export const askCancelId = customId('tasks/manage/:postId/cancel');
/** Opens the form for another end; that form, with the end that was seen, in milliseconds; and the way back into it. */
export const openEndId = customId('tasks/manage/:postId/end');
export const taskEndId = customId('tasks/manage/:postId/ends/:seen');
export const fixTaskEndId = customId('tasks/manage/:postId/fix/:formId');
