import { Injectable, UseGuards } from '@nestjs/common';
import { Context, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { ReviewsService } from '../reviews/reviews.service.js';
import { TaskGroup } from '../task-group.decorator.js';
import { reviewPanelView } from '../views/review.view.js';

@Injectable()
@TaskGroup()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.review')
export class ReviewTasksSlash {
  constructor(private readonly reviews: ReviewsService) {}

  @Subcommand(localizedCommand('taskReview'))
  async onCommand(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await answer(interaction, this.reviews.open(actionOf(interaction)), (panel) =>
      reviewPanelView(panel, textsOf(interaction.locale)),
    );
  }
}
