import { Injectable, UseGuards } from '@nestjs/common';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  Modal,
  type ModalContext,
  ModalParam,
} from 'necord';
import { actionOf, GuildOnlyGuard, inTime, sentIn, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { TaskFormsService } from '../creation/task-forms.service.js';
import { fixTaskFormId, taskFormId } from '../tasks.custom-ids.js';
import { formOutcomeView, taskFormModal } from '../views/task-forms.view.js';

/** The form of `/task create`, and the way back into it after a refusal. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class TaskFormModal {
  constructor(
    private readonly forms: TaskFormsService,
    private readonly clock: Clock,
  ) {}

  @Modal(taskFormId.pattern)
  async onSubmit(
    @Context() [interaction]: ModalContext,
    @ModalParam('draftId') draftId: string,
  ): Promise<void> {
    const submitted = this.forms.submit(actionOf(interaction), draftId, sentIn(interaction));
    await updatePanel(interaction, submitted, (outcome) =>
      formOutcomeView(outcome, this.clock.now(), textsOf(interaction.locale)),
    );
  }

  @Button(fixTaskFormId.pattern)
  async onFix(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('draftId') draftId: string,
  ): Promise<void> {
    const form = await inTime(this.forms.reopen(actionOf(interaction), draftId));
    await interaction.showModal(taskFormModal(form, textsOf(interaction.locale)));
  }
}
