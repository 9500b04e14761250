import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { BulkApprovals } from '../reviews/bulk-approvals.service.js';
import { askBulkId, bulkApproveId } from '../reviews/reviews.custom-ids.js';
import { bulkOutcomeView, bulkQuestionView } from '../views/review.view.js';

/** All that waits at a task, at once, after a look at it. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.review')
export class BulkApprovalButtons {
  constructor(private readonly approvals: BulkApprovals) {}

  @Button(askBulkId.pattern)
  async onAsk(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.approvals.ask(actionOf(interaction), postId), (question) =>
      bulkQuestionView(question, textsOf(interaction.locale)),
    );
  }

  @Button(bulkApproveId.pattern)
  async onYes(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('until') until: string,
  ): Promise<void> {
    const approving = this.approvals.approve(actionOf(interaction), postId, timeIn(until));
    await updatePanel(interaction, approving, (outcome) =>
      bulkOutcomeView(outcome, textsOf(interaction.locale)),
    );
  }
}

/** Of a forged custom id: before anything was sent. */
const timeIn = (typed: string): number => (/^\d{1,15}$/.test(typed) ? Number(typed) : 0);
