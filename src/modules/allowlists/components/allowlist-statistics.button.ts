import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, answer, GuildOnlyGuard, type Shown, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { drawnInTime } from '../../statistics/index.js';
import {
  type AllowlistStatistics,
  AllowlistStatisticsService,
} from '../figures/allowlist-statistics.service.js';
import { allowlistStatisticsId, refreshStatisticsId } from '../figures/statistics.custom-ids.js';
import { allowlistStatisticsChart } from '../views/allowlist-statistics.chart.js';
import { allowlistStatisticsView } from '../views/allowlist-statistics.view.js';

/** How an allowlist does: a private panel with a picture, beside the one it was opened from. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('analytics.view', 'allowlists.run')
export class AllowlistStatisticsButtons {
  constructor(private readonly statistics: AllowlistStatisticsService) {}

  @Button(allowlistStatisticsId.pattern)
  async onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const found = this.statistics.of(actionOf(interaction), connectionId);
    await answer(interaction, this.shown(found, interaction.locale), (shown) => shown);
  }

  @Button(refreshStatisticsId.pattern)
  async onRefresh(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const found = this.statistics.of(actionOf(interaction), connectionId);
    await updatePanel(interaction, this.shown(found, interaction.locale), (shown) => shown);
  }

  private async shown(found: Promise<AllowlistStatistics>, locale: string): Promise<Shown> {
    const statistics = await found;
    const texts = textsOf(locale);
    const png = await drawnInTime(allowlistStatisticsChart(statistics, texts));
    return allowlistStatisticsView(statistics, png, texts);
  }
}
