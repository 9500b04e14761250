import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, answer, GuildOnlyGuard, type Shown, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { drawnInTime } from '../../statistics/index.js';
import { type TaskStatistics, TaskStatisticsService } from '../figures/task-statistics.service.js';
import { statisticsId, statisticsPageId } from '../tasks.custom-ids.js';
import { statisticsChart } from '../views/statistics.chart.js';
import { statisticsView } from '../views/statistics.view.js';

/** How a task does: a private panel with a picture, beside the one it was opened from. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('analytics.view', 'tasks.create')
export class TaskStatisticsButtons {
  constructor(private readonly statistics: TaskStatisticsService) {}

  @Button(statisticsId.pattern)
  async onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    const found = this.statistics.ofTask(actionOf(interaction), postId);
    await answer(interaction, this.shown(found, interaction.locale), (shown) => shown);
  }

  @Button(statisticsPageId.pattern)
  async onPage(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('of') of: string,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    const action = actionOf(interaction);
    const found =
      of === 'campaign' ? this.statistics.ofCampaign(action, postId) : this.statistics.ofTask(action, postId);
    await updatePanel(interaction, this.shown(found, interaction.locale), (shown) => shown);
  }

  private async shown(found: Promise<TaskStatistics>, locale: string): Promise<Shown> {
    const statistics = await found;
    const texts = textsOf(locale);
    return statisticsView(statistics, await drawnInTime(statisticsChart(statistics, texts)), texts);
  }
}
