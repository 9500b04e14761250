import { Injectable, UseGuards } from '@nestjs/common';
import { Context, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard, ManagerGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { CommunityGroup } from '../community-group.decorator.js';
import { SetupService } from '../settings/setup.service.js';
import { setupView } from '../views/setup.view.js';

@Injectable()
@CommunityGroup()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class SetupCommunitySlash {
  constructor(private readonly setup: SetupService) {}

  @Subcommand(localizedCommand('communitySetup'))
  async onCommand(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await answer(interaction, this.setup.open(actionOf(interaction)), (panel) =>
      setupView(panel, textsOf(interaction.locale)),
    );
  }
}
