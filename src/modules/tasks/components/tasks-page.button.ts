import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { TaskListService } from '../task-list.service.js';
import { tasksPageId } from '../tasks.custom-ids.js';
import { taskListView } from '../views/task-list.view.js';

@Injectable()
@UseGuards(GuildOnlyGuard)
export class TasksPageButton {
  constructor(
    private readonly lists: TaskListService,
    private readonly clock: Clock,
  ) {}

  @Button(tasksPageId.pattern)
  async onPress(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('show') show: string,
    @ComponentParam('direction') direction: string,
    @ComponentParam('anchor') anchor: string,
  ): Promise<void> {
    const from = { direction: direction === 'before' ? 'before' : 'after', id: anchor } as const;
    const page = this.lists.page(actionOf(interaction), show === 'mine' ? 'mine' : 'open', from);
    await updatePanel(interaction, page, (found) =>
      taskListView(found, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
