import { Injectable, UseGuards } from '@nestjs/common';
import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { Context, MessageCommand, type MessageCommandContext } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../infra/discord/index.js';
import { Clock } from '../../kernel/clock.js';
import { localizedMenu, textsOf } from '../../locales/index.js';
import { isManager, NeedsPermission, PermissionGuard } from '../servers/index.js';
import { CardsOfAllKinds } from './cards-of-all-kinds.js';

/**
 * Discord shows it to everybody: it works also for roles for which the commands are hidden. Which of these is needed
 * depends on the card.
 */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create', 'tasks.review', 'analytics.view', 'allowlists.run')
export class ManagePostMenu {
  constructor(
    private readonly cards: CardsOfAllKinds,
    private readonly clock: Clock,
  ) {}

  @MessageCommand({
    ...localizedMenu('managePost'),
    contexts: [InteractionContextType.Guild],
    integrationTypes: [ApplicationIntegrationType.GuildInstall],
  })
  async onMenu(@Context() [interaction]: MessageCommandContext): Promise<void> {
    const panel = this.cards.manage(actionOf(interaction), interaction.targetId, isManager(interaction));
    await answer(interaction, panel, (view) => view(this.clock.now(), textsOf(interaction.locale)));
  }
}
