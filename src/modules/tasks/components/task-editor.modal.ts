import { Injectable, UseGuards } from '@nestjs/common';
import { Context, Modal, type ModalContext, ModalParam } from 'necord';
import { actionOf, GuildOnlyGuard, sentIn, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { TaskEditorService } from '../creation/task-editor.service.js';
import { taskEditId } from '../tasks.custom-ids.js';
import { editOutcomeView } from '../views/task-forms.view.js';

/** What is typed in the editor of a task. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class TaskEditorModal {
  constructor(
    private readonly editors: TaskEditorService,
    private readonly clock: Clock,
  ) {}

  @Modal(taskEditId.pattern)
  async onSubmit(
    @Context() [interaction]: ModalContext,
    @ModalParam('postId') postId: string,
    @ModalParam('part') part: string,
    @ModalParam('seen') seen: string,
  ): Promise<void> {
    const form = { postId, part, seen };
    const submitted = this.editors.submitPart(actionOf(interaction), form, sentIn(interaction));
    await updatePanel(interaction, submitted, (outcome) =>
      editOutcomeView(outcome, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
