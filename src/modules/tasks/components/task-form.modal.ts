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
import { actionOf, answer, GuildOnlyGuard, inTime, typedIn } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { TaskFormsService } from '../task-forms.service.js';
import { fixTaskFormId, taskFormId } from '../tasks.custom-ids.js';
import { FORM_FIELDS } from '../tasks.rules.js';
import { formOutcomeView, taskFormModal } from '../views/forms.view.js';

/** The form of `/task create`, and the way back into it after a refusal. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class TaskFormModal {
  constructor(private readonly forms: TaskFormsService) {}

  @Modal(taskFormId.pattern)
  async onSubmit(
    @Context() [interaction]: ModalContext,
    @ModalParam('draftId') draftId: string,
  ): Promise<void> {
    const typed = Object.fromEntries(FORM_FIELDS.map((field) => [field, typedIn(interaction, field)]));
    await answer(interaction, this.forms.submit(actionOf(interaction), draftId, typed), (outcome) =>
      formOutcomeView(outcome, textsOf(interaction.locale)),
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
