import { Injectable, UseGuards } from '@nestjs/common';
import { Context, Modal, type ModalContext, ModalParam } from 'necord';
import { actionOf, answerInPlace, GuildOnlyGuard, sentIn } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { TaskPagesService } from '../questions/task-pages.service.js';
import { taskPageId } from '../tasks.custom-ids.js';
import { sentPageView } from '../views/completion.view.js';
import { TellsDecisions } from './tells-decisions.js';

/** What a member filled in for a task. */
@Injectable()
@UseGuards(GuildOnlyGuard)
@TellsDecisions()
export class TaskPageModal {
  constructor(private readonly pages: TaskPagesService) {}

  @Modal(taskPageId.pattern)
  async onSubmit(
    @Context() [interaction]: ModalContext,
    @ModalParam('postId') postId: string,
    @ModalParam('page') page: string,
  ): Promise<void> {
    const sent = this.pages.send(actionOf(interaction), postId, Number(page), sentIn(interaction));
    await answerInPlace(interaction, sent, (taken) => sentPageView(taken, textsOf(interaction.locale)));
  }
}
