import { Injectable, UseGuards } from '@nestjs/common';
import { Context, Modal, type ModalContext, ModalParam } from 'necord';
import { actionOf, answer, GuildOnlyGuard, sentIn } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { taskPageId } from '../tasks.custom-ids.js';
import { TasksService } from '../tasks.service.js';
import { outcomeView } from '../views/completion.view.js';

/** What a member filled in for a task. */
@Injectable()
@UseGuards(GuildOnlyGuard)
export class TaskPageModal {
  constructor(private readonly tasks: TasksService) {}

  @Modal(taskPageId.pattern)
  async onSubmit(
    @Context() [interaction]: ModalContext,
    @ModalParam('postId') postId: string,
  ): Promise<void> {
    const taken = this.tasks.complete(actionOf(interaction), postId, sentIn(interaction));
    await answer(interaction, taken, (outcome) => outcomeView(outcome, textsOf(interaction.locale)));
  }
}
