import { Injectable, UseGuards } from '@nestjs/common';
import { Context, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { AccountGroup } from '../account-group.decorator.js';
import { AccountsService } from '../accounts.service.js';
import { profileView } from '../views/profile.view.js';

@Injectable()
@AccountGroup()
@UseGuards(GuildOnlyGuard)
export class ProfileSlash {
  constructor(private readonly accounts: AccountsService) {}

  @Subcommand(localizedCommand('accountProfile'))
  async onCommand(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await answer(interaction, this.accounts.ownProfile(actionOf(interaction)), (profile) =>
      profileView(profile, textsOf(interaction.locale)),
    );
  }
}
