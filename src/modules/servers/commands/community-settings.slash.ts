import { Injectable, UseGuards } from '@nestjs/common';
import { Context, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard, ManagerGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { CommunityGroup } from '../community-group.decorator.js';
import { SetupService } from '../settings/setup.service.js';
import { settingsView } from '../views/settings.view.js';

@Injectable()
@CommunityGroup()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class CommunitySettingsSlash {
  constructor(private readonly setup: SetupService) {}

  @Subcommand(localizedCommand('communitySettings'))
  async onCommand(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await answer(interaction, this.setup.overview(actionOf(interaction)), (page) =>
      settingsView(page, textsOf(interaction.locale)),
    );
  }
}
