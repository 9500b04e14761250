import { Injectable, UseGuards } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, GuildOnlyGuard, inTime } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { TaskFormsService } from '../task-forms.service.js';
import { TaskGroup } from '../task-group.decorator.js';
import { taskFormModal } from '../views/forms.view.js';
import { CreateTaskOptions } from './options/create-task.options.js';

@Injectable()
@TaskGroup()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class CreateTaskSlash {
  constructor(private readonly forms: TaskFormsService) {}

  @Subcommand(localizedCommand('taskCreate'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() options: CreateTaskOptions,
  ): Promise<void> {
    const form = await inTime(
      this.forms.begin(actionOf(interaction), {
        type: options.type,
        channelId: options.channel?.id,
        roleId: options.role?.id,
      }),
    );
    await interaction.showModal(taskFormModal(form, textsOf(interaction.locale)));
  }
}
