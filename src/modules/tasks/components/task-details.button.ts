import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { taskDetailsId } from '../tasks.custom-ids.js';
import { TasksService } from '../tasks.service.js';
import { taskDetailsView } from '../views/completion.view.js';
import { TellsDecisions } from './tells-decisions.js';

@Injectable()
@UseGuards(GuildOnlyGuard)
@TellsDecisions()
export class TaskDetailsButton {
  constructor(
    private readonly tasks: TasksService,
    private readonly clock: Clock,
  ) {}

  @Button(taskDetailsId.pattern)
  async onPress(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await answer(interaction, this.tasks.standing(actionOf(interaction), postId), (standing) =>
      taskDetailsView(standing, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
