import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, inTime } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { takeTaskId } from '../tasks.custom-ids.js';
import { TasksService } from '../tasks.service.js';
import { taskPageModal } from '../views/forms.view.js';

/** Opens what a member fills in: nobody does so for what can't be taken any more. */
@Injectable()
@UseGuards(GuildOnlyGuard)
export class TakeTaskButton {
  constructor(private readonly tasks: TasksService) {}

  @Button(takeTaskId.pattern)
  async onPress(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('page') page: string,
  ): Promise<void> {
    const opened = await inTime(this.tasks.page(actionOf(interaction), postId, Number(page)));
    await interaction.showModal(taskPageModal(opened, Number(page), textsOf(interaction.locale)));
  }
}
