import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, inTime, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { isManager, NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { askCancelId, fixTaskEndId, manageTaskId, moveTaskId, openEndId } from '../life/manage.custom-ids.js';
import { TaskEndsService } from '../life/task-ends.service.js';
import { type ManagedPost, ManagePostService } from '../manage-post.service.js';
import { askCancelView, managePostView, taskEndModal } from '../views/manage-post.view.js';

/** What is pressed in the panel of a task; the right to create is asked for at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class ManageTaskButtons {
  constructor(
    private readonly managed: ManagePostService,
    private readonly ends: TaskEndsService,
    private readonly clock: Clock,
  ) {}

  @Button(manageTaskId.pattern)
  onOpen(@Context() [interaction]: ButtonContext, @ComponentParam('postId') postId: string): Promise<void> {
    return this.show(interaction, this.managed.open(actionOf(interaction), postId, isManager(interaction)));
  }

  @Button(moveTaskId.pattern)
  onMove(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('move') move: string,
  ): Promise<void> {
    const moved = this.managed.move(actionOf(interaction), postId, move, isManager(interaction));
    return this.show(interaction, moved);
  }

  @Button(askCancelId.pattern)
  onAskCancel(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    const asked = this.managed.askCancel(actionOf(interaction), postId, isManager(interaction));
    return this.show(interaction, asked, askCancelView);
  }

  @Button(openEndId.pattern)
  async onEnd(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    const opened = await inTime(this.ends.open(actionOf(interaction), postId));
    await interaction.showModal(taskEndModal(opened, textsOf(interaction.locale)));
  }

  @Button(fixTaskEndId.pattern)
  async onFix(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('formId') formId: string,
  ): Promise<void> {
    const opened = await inTime(this.ends.reopen(actionOf(interaction), postId, formId));
    await interaction.showModal(taskEndModal(opened, textsOf(interaction.locale)));
  }

  private show(
    interaction: ButtonContext[0],
    managed: Promise<ManagedPost>,
    view = managePostView,
  ): Promise<void> {
    return updatePanel(interaction, managed, (found) =>
      view(found, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
