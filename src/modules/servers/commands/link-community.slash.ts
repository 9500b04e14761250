import { Injectable, UseGuards } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard, ManagerGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { CommunityGroup } from '../community-group.decorator.js';
import { LinkWizardService } from '../linking/link-wizard.service.js';
import { linkOutcomeView } from '../views/linking.view.js';
import { LinkCommunityOptions } from './options/link-community.options.js';

@Injectable()
@CommunityGroup()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class LinkCommunitySlash {
  constructor(private readonly wizard: LinkWizardService) {}

  @Subcommand(localizedCommand('communityLink'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { name, description, code }: LinkCommunityOptions,
  ): Promise<void> {
    const form = { name: name ?? undefined, description: description ?? undefined };
    await answer(interaction, this.wizard.link(actionOf(interaction), form, code), (outcome) =>
      linkOutcomeView(outcome, textsOf(interaction.locale)),
    );
  }
}
