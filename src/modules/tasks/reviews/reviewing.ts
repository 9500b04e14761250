import { BulkApprovalEffect } from './bulk-approval.effect.js';
import { BulkApprovals } from './bulk-approvals.service.js';
import { MoveReviewCardsEffect } from './move-review-cards.effect.js';
import { ReviewCardsEffect } from './review-cards.effect.js';
import { ReviewCardsRepository } from './review-cards.repository.js';
import { ReviewItems } from './review-items.service.js';
import { ReviewsRepository } from './reviews.repository.js';
import { ReviewsService } from './reviews.service.js';
import { UntoldDecisions } from './untold-decisions.service.js';
import { UntoldRepository } from './untold.repository.js';

/** Everything about moderators and submissions, for the module of tasks. */
export const reviewing = [
  ReviewsService,
  ReviewsRepository,
  ReviewItems,
  ReviewCardsEffect,
  ReviewCardsRepository,
  BulkApprovals,
  BulkApprovalEffect,
  MoveReviewCardsEffect,
  UntoldDecisions,
  UntoldRepository,
];
