import { customId } from '../../infra/discord/index.js';

/** Each names a document by its id; who may do what is decided when it arrives. */
export const completeTaskId = customId('tasks/complete/:postId');
export const submitProofId = customId('tasks/submit/:postId');
export const proofFormId = customId('tasks/proof/:postId');
export const taskDetailsId = customId('tasks/details/:postId');
export const taskFormId = customId('tasks/create/:draftId');
export const fixTaskFormId = customId('tasks/fix/:draftId');
/** `direction` is `after` or `before`; `anchor` the id at the end of the page that is left. */
export const tasksPageId = customId('tasks/page/:show/:direction/:anchor');
export const approveId = customId('reviews/approve/:completionId');
export const rejectId = customId('reviews/reject/:completionId');
export const rejectionFormId = customId('reviews/reason/:completionId');
export const skipReviewId = customId('reviews/skip/:completionId');
/** The queue of the server, from its beginning. */
export const openReviewsId = customId('reviews/open');
