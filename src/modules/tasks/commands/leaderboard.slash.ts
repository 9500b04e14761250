import { Injectable, UseGuards } from '@nestjs/common';
import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { Context, Options, SlashCommand, type SlashCommandContext } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { LeaderboardService } from '../points/leaderboard.service.js';
import { leaderboardView } from '../views/leaderboard.view.js';
import { LeaderboardOptions } from './options/leaderboard.options.js';
import { TellsDecisions } from '../components/tells-decisions.js';

@Injectable()
@UseGuards(GuildOnlyGuard)
@TellsDecisions()
export class LeaderboardSlash {
  constructor(private readonly leaderboard: LeaderboardService) {}

  @SlashCommand({
    ...localizedCommand('leaderboard'),
    contexts: [InteractionContextType.Guild],
    integrationTypes: [ApplicationIntegrationType.GuildInstall],
  })
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { show }: LeaderboardOptions,
  ): Promise<void> {
    const board = this.leaderboard.open(actionOf(interaction), show === 'week' ? 'week' : 'all');
    await answer(interaction, board, (found) => leaderboardView(found, textsOf(interaction.locale)));
  }
}
