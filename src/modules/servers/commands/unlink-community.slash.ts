import { Injectable, UseGuards } from '@nestjs/common';
import { Context, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard, ManagerGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { CommunityGroup } from '../community-group.decorator.js';
import { LinkingService } from '../linking/linking.service.js';
import { transferView, unlinkView } from '../views/linking.view.js';

/** The two ways in which a server and its community part; neither does anything yet. */
@Injectable()
@CommunityGroup()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class UnlinkCommunitySlash {
  constructor(private readonly linking: LinkingService) {}

  @Subcommand(localizedCommand('communityUnlink'))
  async onUnlink(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await answer(interaction, this.linking.current(actionOf(interaction).guildId), ({ name }) =>
      unlinkView(name, textsOf(interaction.locale)),
    );
  }

  @Subcommand(localizedCommand('communityTransfer'))
  async onTransfer(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await answer(interaction, this.linking.current(actionOf(interaction).guildId), ({ name }) =>
      transferView(name, textsOf(interaction.locale)),
    );
  }
}
