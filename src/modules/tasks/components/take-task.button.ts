import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, inTime } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { TaskPagesService } from '../questions/task-pages.service.js';
import { takeTaskId } from '../tasks.custom-ids.js';
import { taskPageModal } from '../views/forms.view.js';

/** Opens what a member fills in: nobody does so for what can't be taken any more. */
@Injectable()
@UseGuards(GuildOnlyGuard)
export class TakeTaskButton {
  constructor(private readonly pages: TaskPagesService) {}

  @Button(takeTaskId.pattern)
  async onPress(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('page') page: string,
  ): Promise<void> {
    const opened = await inTime(this.pages.open(actionOf(interaction), postId, Number(page)));
    await interaction.showModal(taskPageModal(opened, textsOf(interaction.locale)));
  }
}
