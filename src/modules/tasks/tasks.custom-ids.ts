import { customId } from '../../infra/discord/index.js';

/** Each names a document by its id; who may do what is decided when it arrives. */
export const completeTaskId = customId('tasks/complete/:postId');
/** Opens a page of what the member fills in, from 0 on; and that page when it is sent. */
export const takeTaskId = customId('tasks/take/:postId/:page');
export const taskPageId = customId('tasks/sent/:postId/:page');
export const taskDetailsId = customId('tasks/details/:postId');
export const taskFormId = customId('tasks/create/:draftId');
export const fixTaskFormId = customId('tasks/fix/:draftId');
/** The editor of a task, from wherever: its preview, and what can be changed. */
export const taskEditorId = customId('tasks/editor/:postId');
export const postTaskId = customId('tasks/post/:postId');
export const discardTaskId = customId('tasks/discard/:postId');
export const duplicateTaskId = customId('tasks/duplicate/:postId');
/** Opens a form of the editor; that form, with what was there when it was opened; and the way back into it. */
export const editTaskId = customId('tasks/edit/:postId/:part');
export const taskEditId = customId('tasks/edited/:postId/:part/:seen');
export const fixTaskEditId = customId('tasks/refine/:formId');
export const taskRewardId = customId('tasks/reward/:postId');
export const taskChannelId = customId('tasks/channel/:postId');
/** `direction` is `after` or `before`; `anchor` the id at the end of the page that is left. */
export const tasksPageId = customId('tasks/page/:show/:direction/:anchor');
/** The queue of the server, from its beginning. */
export const openReviewsId = customId('reviews/open');
/** Statistics of a task, as an answer of their own. */
export const statisticsId = customId('tasks/stats/:postId');
/** In that answer: `of` is `task` or `campaign`, that of the task. */
export const statisticsPageId = customId('tasks/figures/:of/:postId');
