import { Injectable, UseGuards } from '@nestjs/common';
import {
  ChannelSelect,
  type ChannelSelectContext,
  ComponentParam,
  Context,
  RoleSelect,
  type RoleSelectContext,
} from 'necord';
import { actionOf, GuildOnlyGuard, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { TaskEditorService } from '../creation/task-editor.service.js';
import { taskChannelId, taskRewardId } from '../tasks.custom-ids.js';
import { taskEditorView } from '../views/task-editor.view.js';

/** What is chosen in the editor of a task. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class TaskEditorSelects {
  constructor(
    private readonly editors: TaskEditorService,
    private readonly clock: Clock,
  ) {}

  @RoleSelect(taskRewardId.pattern)
  async onReward(
    @Context() [interaction]: RoleSelectContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    const [roleId] = interaction.values;
    const chosen = this.editors.chooseReward(actionOf(interaction), postId, roleId);
    await updatePanel(interaction, chosen, (editor) =>
      taskEditorView(editor, this.clock.now(), textsOf(interaction.locale)),
    );
  }

  @ChannelSelect(taskChannelId.pattern)
  async onChannel(
    @Context() [interaction]: ChannelSelectContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    const [channelId = ''] = interaction.values;
    const chosen = this.editors.chooseChannel(actionOf(interaction), postId, channelId);
    await updatePanel(interaction, chosen, (editor) =>
      taskEditorView(editor, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
