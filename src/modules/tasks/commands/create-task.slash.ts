import { Injectable, UseGuards, UseInterceptors } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard, inTime } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { suggestsTemplates } from '../../templates/index.js';
import { TaskCopiesService } from '../creation/task-copies.service.js';
import { TaskFormsService } from '../creation/task-forms.service.js';
import { TaskGroup } from '../task-group.decorator.js';
import { taskEditorView } from '../views/task-editor.view.js';
import { taskFormModal } from '../views/task-forms.view.js';
import { CreateTaskOptions } from './options/create-task.options.js';

@Injectable()
@TaskGroup()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class CreateTaskSlash {
  constructor(
    private readonly forms: TaskFormsService,
    private readonly copies: TaskCopiesService,
    private readonly clock: Clock,
  ) {}

  @UseInterceptors(suggestsTemplates('task'))
  @Subcommand(localizedCommand('taskCreate'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { type, channel, role, template }: CreateTaskOptions,
  ): Promise<void> {
    const action = actionOf(interaction);
    const texts = textsOf(interaction.locale);
    if (template !== null) {
      await answer(interaction, this.copies.ofTemplate(action, template, channel?.id), (editor) =>
        taskEditorView(editor, this.clock.now(), texts),
      );
      return;
    }
    const options = { type: type ?? undefined, channelId: channel?.id, roleId: role?.id };
    await interaction.showModal(taskFormModal(await inTime(this.forms.begin(action, options)), texts));
  }
}
