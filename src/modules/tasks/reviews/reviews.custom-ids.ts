import { customId } from '../../../infra/discord/index.js';

/**
 * `attempt` is the one that the moderator saw; `scope` is `all`, or the task whose queue is open.
 * Who may do what is decided when they arrive.
 */
export const approveId = customId('reviews/approve/:completionId/:attempt/:scope');
export const rejectId = customId('reviews/reject/:completionId/:attempt/:scope');
export const rejectionFormId = customId('reviews/reason/:completionId/:attempt/:scope');
export const skipReviewId = customId('reviews/skip/:completionId/:scope');
/** The queue from its beginning, of everything or of one task. */
export const reviewsOfId = customId('reviews/of/:scope');
export const filterReviewsId = customId('reviews/filter');

/** `until` is when the moderator saw what waits, in milliseconds. */
export const askBulkId = customId('reviews/bulk/:postId');
export const bulkApproveId = customId('reviews/bulk-approve/:postId/:until');

/** Of the message in the review channel, which everybody there sees. */
export const cardApproveId = customId('reviews/card-approve/:completionId/:attempt');
export const cardRejectId = customId('reviews/card-reject/:completionId/:attempt');
export const cardRejectionFormId = customId('reviews/card-reason/:completionId/:attempt');
export const cardQueueId = customId('reviews/card-queue');
