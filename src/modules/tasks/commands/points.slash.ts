import { Injectable, UseGuards } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard, ManagerGuard, personIn } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { type Direction, ManualPointsService } from '../points/manual-points.service.js';
import { TaskGroup } from '../task-group.decorator.js';
import { movedPointsView } from '../views/points.view.js';
import { PointsOptions } from './options/points.options.js';

/** Points are worth something: no role can be allowed this, only Manage Server. */
@Injectable()
@TaskGroup(localizedCommand('taskPoints'))
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class PointsSlash {
  constructor(private readonly manual: ManualPointsService) {}

  @Subcommand(localizedCommand('taskPointsCredit'))
  async onCredit(
    @Context() [interaction]: SlashCommandContext,
    @Options() options: PointsOptions,
  ): Promise<void> {
    await this.move(interaction, 'credit', options);
  }

  @Subcommand(localizedCommand('taskPointsDebit'))
  async onDebit(
    @Context() [interaction]: SlashCommandContext,
    @Options() options: PointsOptions,
  ): Promise<void> {
    await this.move(interaction, 'debit', options);
  }

  private async move(
    interaction: SlashCommandContext[0],
    direction: Direction,
    { member, amount, reason }: PointsOptions,
  ): Promise<void> {
    const move = { direction, member: personIn(member), amount, reason: reason ?? '' };
    await answer(interaction, this.manual.move(actionOf(interaction), move), (moved) =>
      movedPointsView(moved, textsOf(interaction.locale)),
    );
  }
}
