import { Injectable, UseGuards } from '@nestjs/common';
import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { Context, Options, SlashCommand, type SlashCommandContext } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { TaskListService } from '../task-list.service.js';
import { taskListView } from '../views/task-list.view.js';
import { ListTasksOptions } from './options/list-tasks.options.js';
import { TellsDecisions } from '../components/tells-decisions.js';

@Injectable()
@UseGuards(GuildOnlyGuard)
@TellsDecisions()
export class ListTasksSlash {
  constructor(
    private readonly lists: TaskListService,
    private readonly clock: Clock,
  ) {}

  @SlashCommand({
    ...localizedCommand('tasks'),
    contexts: [InteractionContextType.Guild],
    integrationTypes: [ApplicationIntegrationType.GuildInstall],
  })
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { show }: ListTasksOptions,
  ): Promise<void> {
    const page = this.lists.page(actionOf(interaction), show === 'mine' ? 'mine' : 'open');
    await answer(interaction, page, (found) =>
      taskListView(found, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
