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
import { actionOf, GuildOnlyGuard, typedIn, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { ReviewsService } from '../reviews.service.js';
import { approveId, openReviewsId, rejectId, rejectionFormId, skipReviewId } from '../tasks.custom-ids.js';
import { reviewPanelView } from '../views/review.view.js';
import { rejectionModal } from '../views/forms.view.js';

/** The moderator's panel; the right to review is checked again at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.review')
export class ReviewPanelButtons {
  constructor(private readonly reviews: ReviewsService) {}

  @Button(openReviewsId.pattern)
  async onOpen(@Context() [interaction]: ButtonContext): Promise<void> {
    await updatePanel(interaction, this.reviews.open(actionOf(interaction)), (panel) =>
      reviewPanelView(panel, textsOf(interaction.locale)),
    );
  }

  @Button(approveId.pattern)
  async onApprove(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('completionId') id: string,
  ): Promise<void> {
    await updatePanel(interaction, this.reviews.approve(actionOf(interaction), id), (panel) =>
      reviewPanelView(panel, textsOf(interaction.locale)),
    );
  }

  @Button(rejectId.pattern)
  async onReject(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('completionId') id: string,
  ): Promise<void> {
    await interaction.showModal(rejectionModal(id, textsOf(interaction.locale)));
  }

  @Modal(rejectionFormId.pattern)
  async onReason(
    @Context() [interaction]: ModalContext,
    @ModalParam('completionId') id: string,
  ): Promise<void> {
    const rejected = this.reviews.reject(actionOf(interaction), id, typedIn(interaction, 'reason'));
    await updatePanel(interaction, rejected, (panel) => reviewPanelView(panel, textsOf(interaction.locale)));
  }

  @Button(skipReviewId.pattern)
  async onSkip(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('completionId') id: string,
  ): Promise<void> {
    await updatePanel(interaction, this.reviews.skip(actionOf(interaction), id), (panel) =>
      reviewPanelView(panel, textsOf(interaction.locale)),
    );
  }
}
