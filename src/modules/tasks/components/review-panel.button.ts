import { Injectable, UseGuards } from '@nestjs/common';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  Modal,
  type ModalContext,
  ModalParam,
  SelectedStrings,
  StringSelect,
  type StringSelectContext,
} from 'necord';
import { actionOf, GuildOnlyGuard, typedIn, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import {
  approveId,
  filterReviewsId,
  rejectId,
  rejectionFormId,
  reviewsOfId,
  skipReviewId,
} from '../reviews/reviews.custom-ids.js';
import { attemptIn } from '../reviews/reviews.rules.js';
import { type ReviewPanel, ReviewsService } from '../reviews/reviews.service.js';
import { openReviewsId } from '../tasks.custom-ids.js';
import { rejectionModal } from '../views/rejection-form.view.js';
import { reviewPanelView } from '../views/review.view.js';

type PanelInteraction = ButtonContext[0] | ModalContext[0] | StringSelectContext[0];

/** The moderator's panel; the right to review is checked again at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.review')
export class ReviewPanelButtons {
  constructor(private readonly reviews: ReviewsService) {}

  @Button(openReviewsId.pattern)
  onOpen(@Context() [interaction]: ButtonContext): Promise<void> {
    return show(interaction, this.reviews.open(actionOf(interaction)));
  }

  @Button(reviewsOfId.pattern)
  onTask(@Context() [interaction]: ButtonContext, @ComponentParam('scope') scope: string): Promise<void> {
    return show(interaction, this.reviews.open(actionOf(interaction), scope));
  }

  @StringSelect(filterReviewsId.pattern)
  onFilter(
    @Context() [interaction]: StringSelectContext,
    @SelectedStrings() [scope]: string[],
  ): Promise<void> {
    return show(interaction, this.reviews.open(actionOf(interaction), scope));
  }

  @Button(approveId.pattern)
  onApprove(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('completionId') completionId: string,
    @ComponentParam('attempt') attempt: string,
    @ComponentParam('scope') scope: string,
  ): Promise<void> {
    const action = actionOf(interaction);
    const approved = this.reviews.approve(action, { completionId, attempt: attemptIn(attempt) });
    return show(interaction, this.reviews.next(action, approved, scope));
  }

  @Button(rejectId.pattern)
  async onReject(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('completionId') completionId: string,
    @ComponentParam('attempt') attempt: string,
    @ComponentParam('scope') scope: string,
  ): Promise<void> {
    const customId = rejectionFormId.build({ completionId, attempt, scope });
    await interaction.showModal(rejectionModal(customId, textsOf(interaction.locale)));
  }

  @Modal(rejectionFormId.pattern)
  onReason(
    @Context() [interaction]: ModalContext,
    @ModalParam('completionId') completionId: string,
    @ModalParam('attempt') attempt: string,
    @ModalParam('scope') scope: string,
  ): Promise<void> {
    const action = actionOf(interaction);
    const seen = { completionId, attempt: attemptIn(attempt) };
    const rejected = this.reviews.reject(action, seen, typedIn(interaction, 'reason'));
    return show(interaction, this.reviews.next(action, rejected, scope));
  }

  @Button(skipReviewId.pattern)
  onSkip(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('completionId') completionId: string,
    @ComponentParam('scope') scope: string,
  ): Promise<void> {
    return show(interaction, this.reviews.skip(actionOf(interaction), completionId, scope));
  }
}

const show = (interaction: PanelInteraction, panel: Promise<ReviewPanel>): Promise<void> =>
  updatePanel(interaction, panel, (found) => reviewPanelView(found, textsOf(interaction.locale)));
