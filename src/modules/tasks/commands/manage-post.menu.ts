import { Injectable, UseGuards } from '@nestjs/common';
import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { Context, MessageCommand, type MessageCommandContext } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { localizedMenu, textsOf } from '../../../locales/index.js';
import { isManager, NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { ManagePostService } from '../manage-post.service.js';
import { managePostView } from '../views/manage-post.view.js';

/** Discord shows it to everybody: it works also for roles for which `/task` is hidden. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create', 'tasks.review', 'analytics.view')
export class ManagePostMenu {
  constructor(
    private readonly managed: ManagePostService,
    private readonly clock: Clock,
  ) {}

  @MessageCommand({
    ...localizedMenu('managePost'),
    contexts: [InteractionContextType.Guild],
    integrationTypes: [ApplicationIntegrationType.GuildInstall],
  })
  async onMenu(@Context() [interaction]: MessageCommandContext): Promise<void> {
    const post = this.managed.openCard(actionOf(interaction), interaction.targetId, isManager(interaction));
    await answer(interaction, post, (found) =>
      managePostView(found, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
