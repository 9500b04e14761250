import { Injectable, UseGuards } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard, ManagerGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { CommunityGroup } from '../community-group.decorator.js';
import { LinkingService } from '../linking/linking.service.js';
import { TransfersService } from '../linking/transfers.service.js';
import { linkOutcomeView } from '../views/linking.view.js';
import { LinkCommunityOptions } from './options/link-community.options.js';

@Injectable()
@CommunityGroup()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class LinkCommunitySlash {
  constructor(
    private readonly linking: LinkingService,
    private readonly transfers: TransfersService,
  ) {}

  @Subcommand(localizedCommand('communityLink'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { name, description, code }: LinkCommunityOptions,
  ): Promise<void> {
    const action = actionOf(interaction);
    const form = { name: name ?? undefined, description: description ?? undefined };
    const linked = code === null ? this.linking.link(action, form) : this.transfers.takeOver(action, code);
    await answer(interaction, linked, (outcome) => linkOutcomeView(outcome, textsOf(interaction.locale)));
  }
}
