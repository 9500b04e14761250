import { Injectable, UseGuards } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { actionOf, GuildOnlyGuard, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { LeaderboardService } from '../points/leaderboard.service.js';
import { boardPageOf, leaderboardPageId, openLeaderboardId } from '../points/points.custom-ids.js';
import { leaderboardView } from '../views/leaderboard.view.js';

@Injectable()
@UseGuards(GuildOnlyGuard)
export class LeaderboardButtons {
  constructor(private readonly leaderboard: LeaderboardService) {}

  @Button(openLeaderboardId.pattern)
  async onOpen(@Context() [interaction]: ButtonContext, @ComponentParam('kind') kind: string): Promise<void> {
    const board = this.leaderboard.open(actionOf(interaction), kind === 'week' ? 'week' : 'all');
    await updatePanel(interaction, board, (found) => leaderboardView(found, textsOf(interaction.locale)));
  }

  @Button(leaderboardPageId.pattern)
  async onTurn(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('period') wantedPeriod: string,
    @ComponentParam('direction') direction: string,
    @ComponentParam('points') points: string,
    @ComponentParam('discordId') discordId: string,
  ): Promise<void> {
    const { period, anchor } = boardPageOf(wantedPeriod, direction, points, discordId);
    const board = this.leaderboard.turn(actionOf(interaction), period, anchor);
    await updatePanel(interaction, board, (found) => leaderboardView(found, textsOf(interaction.locale)));
  }
}
