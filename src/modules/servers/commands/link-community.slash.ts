import { Injectable, UseGuards } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard, ManagerGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { CommunityGroup } from '../community-group.decorator.js';
import { ServersService } from '../servers.service.js';
import { linkedView } from '../views/linked.view.js';
import { LinkCommunityOptions } from './options/link-community.options.js';

@Injectable()
@CommunityGroup()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class LinkCommunitySlash {
  constructor(private readonly servers: ServersService) {}

  @Subcommand(localizedCommand('communityLink'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() options: LinkCommunityOptions,
  ): Promise<void> {
    const form = { name: options.name, description: options.description ?? undefined };
    await answer(interaction, this.servers.link(actionOf(interaction), form), ({ name }) =>
      linkedView(name, textsOf(interaction.locale)),
    );
  }
}
