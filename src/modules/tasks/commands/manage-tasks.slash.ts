import { Injectable, UseGuards, UseInterceptors } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { isManager, NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { ManagedTasksService } from '../life/managed-tasks.service.js';
import { TaskGroup } from '../task-group.decorator.js';
import { foundTaskView } from '../views/managed-tasks.view.js';
import { ManageTasksOptions } from './options/manage-tasks.options.js';
import { TaskAutocomplete } from './options/task.autocomplete.js';

@Injectable()
@TaskGroup()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class ManageTasksSlash {
  constructor(
    private readonly tasks: ManagedTasksService,
    private readonly clock: Clock,
  ) {}

  @UseInterceptors(TaskAutocomplete)
  @Subcommand(localizedCommand('taskManage'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { task }: ManageTasksOptions,
  ): Promise<void> {
    const found = this.tasks.find(actionOf(interaction), task ?? '', isManager(interaction));
    await answer(interaction, found, (one) =>
      foundTaskView(one, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
