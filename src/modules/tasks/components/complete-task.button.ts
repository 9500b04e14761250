import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { completeTaskId } from '../tasks.custom-ids.js';
import { TasksService } from '../tasks.service.js';
import { outcomeView } from '../views/completion.view.js';
import { TellsDecisions } from './tells-decisions.js';

@Injectable()
@UseGuards(GuildOnlyGuard)
@TellsDecisions()
export class CompleteTaskButton {
  constructor(private readonly tasks: TasksService) {}

  @Button(completeTaskId.pattern)
  async onPress(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await answer(interaction, this.tasks.complete(actionOf(interaction), postId), (outcome) =>
      outcomeView(outcome, textsOf(interaction.locale)),
    );
  }
}
