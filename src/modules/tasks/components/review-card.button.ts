import { Injectable, UseGuards } from '@nestjs/common';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  Modal,
  type ModalContext,
  ModalParam,
} from 'necord';
import { actionOf, answer, GuildOnlyGuard, typedIn } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import {
  cardApproveId,
  cardQueueId,
  cardRejectId,
  cardRejectionFormId,
} from '../reviews/reviews.custom-ids.js';
import { attemptIn } from '../reviews/reviews.rules.js';
import { ReviewsService } from '../reviews/reviews.service.js';
import { rejectionModal } from '../views/rejection-form.view.js';
import { decisionView, reviewPanelView } from '../views/review.view.js';

/** The message in the review channel: each moderator is answered privately; the worker closes the message. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.review')
export class ReviewCardButtons {
  constructor(private readonly reviews: ReviewsService) {}

  @Button(cardApproveId.pattern)
  async onApprove(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('completionId') completionId: string,
    @ComponentParam('attempt') attempt: string,
  ): Promise<void> {
    const seen = { completionId, attempt: attemptIn(attempt) };
    await answer(interaction, this.reviews.approve(actionOf(interaction), seen), (decided) =>
      decisionView(decided, textsOf(interaction.locale)),
    );
  }

  @Button(cardRejectId.pattern)
  async onReject(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('completionId') completionId: string,
    @ComponentParam('attempt') attempt: string,
  ): Promise<void> {
    const customId = cardRejectionFormId.build({ completionId, attempt });
    await interaction.showModal(rejectionModal(customId, textsOf(interaction.locale)));
  }

  @Modal(cardRejectionFormId.pattern)
  async onReason(
    @Context() [interaction]: ModalContext,
    @ModalParam('completionId') completionId: string,
    @ModalParam('attempt') attempt: string,
  ): Promise<void> {
    const seen = { completionId, attempt: attemptIn(attempt) };
    const rejected = this.reviews.reject(actionOf(interaction), seen, typedIn(interaction, 'reason'));
    await answer(interaction, rejected, (decided) => decisionView(decided, textsOf(interaction.locale)));
  }

  @Button(cardQueueId.pattern)
  async onQueue(@Context() [interaction]: ButtonContext): Promise<void> {
    await answer(interaction, this.reviews.open(actionOf(interaction)), (panel) =>
      reviewPanelView(panel, textsOf(interaction.locale)),
    );
  }
}
