import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, inTime } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { submitProofId } from '../tasks.custom-ids.js';
import { TasksService } from '../tasks.service.js';
import { proofModal } from '../views/forms.view.js';

/** Opens the form for a proof: nobody types one that can't be taken any more. */
@Injectable()
@UseGuards(GuildOnlyGuard)
export class SubmitProofButton {
  constructor(private readonly tasks: TasksService) {}

  @Button(submitProofId.pattern)
  async onPress(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await inTime(this.tasks.assertMaySubmit(actionOf(interaction), postId));
    await interaction.showModal(proofModal(postId, textsOf(interaction.locale)));
  }
}
