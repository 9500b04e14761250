import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, inTime, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { TaskCopiesService } from '../creation/task-copies.service.js';
import { TaskDraftsService } from '../creation/task-drafts.service.js';
import { TaskEditorService } from '../creation/task-editor.service.js';
import {
  discardTaskId,
  duplicateTaskId,
  editTaskId,
  fixTaskEditId,
  postTaskId,
  taskEditorId,
} from '../tasks.custom-ids.js';
import { discardedView, publishedView, taskEditorView } from '../views/task-editor.view.js';
import { taskPartModal } from '../views/task-forms.view.js';

/** What is pressed in the editor of a task; the right to create is asked for at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class TaskEditorButtons {
  constructor(
    private readonly editors: TaskEditorService,
    private readonly copies: TaskCopiesService,
    private readonly drafts: TaskDraftsService,
    private readonly clock: Clock,
  ) {}

  @Button(taskEditorId.pattern)
  async onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.editors.open(actionOf(interaction), postId), (editor) =>
      taskEditorView(editor, this.clock.now(), textsOf(interaction.locale)),
    );
  }

  @Button(duplicateTaskId.pattern)
  async onDuplicate(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.copies.ofTask(actionOf(interaction), postId), (editor) =>
      taskEditorView(editor, this.clock.now(), textsOf(interaction.locale)),
    );
  }

  @Button(postTaskId.pattern)
  async onPost(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.drafts.post(actionOf(interaction), postId), (published) =>
      publishedView(published, textsOf(interaction.locale)),
    );
  }

  @Button(discardTaskId.pattern)
  async onDiscard(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.drafts.discard(actionOf(interaction), postId), (draft) =>
      discardedView(draft, textsOf(interaction.locale)),
    );
  }

  @Button(editTaskId.pattern)
  async onEdit(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('part') part: string,
  ): Promise<void> {
    const opened = await inTime(this.editors.openPart(actionOf(interaction), postId, part));
    await interaction.showModal(taskPartModal(opened, textsOf(interaction.locale)));
  }

  @Button(fixTaskEditId.pattern)
  async onFix(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('formId') formId: string,
  ): Promise<void> {
    const opened = await inTime(this.editors.reopenPart(actionOf(interaction), formId));
    await interaction.showModal(taskPartModal(opened, textsOf(interaction.locale)));
  }
}
