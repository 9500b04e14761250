import { Injectable, UseGuards } from '@nestjs/common';
import { Context, Modal, type ModalContext, ModalParam } from 'necord';
import { actionOf, answer, GuildOnlyGuard, typedIn } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { proofFormId } from '../tasks.custom-ids.js';
import { TasksService } from '../tasks.service.js';
import { submittedView } from '../views/completion.view.js';

@Injectable()
@UseGuards(GuildOnlyGuard)
export class ProofModal {
  constructor(private readonly tasks: TasksService) {}

  @Modal(proofFormId.pattern)
  async onSubmit(
    @Context() [interaction]: ModalContext,
    @ModalParam('postId') postId: string,
  ): Promise<void> {
    const sent = this.tasks.submitProof(actionOf(interaction), postId, typedIn(interaction, 'proof'));
    await answer(interaction, sent, (post) => submittedView(post, textsOf(interaction.locale)));
  }
}
