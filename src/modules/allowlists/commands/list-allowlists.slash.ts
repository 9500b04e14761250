import { Injectable, UseGuards } from '@nestjs/common';
import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { Context, Options, SlashCommand, type SlashCommandContext } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { AllowlistListService } from '../entries/allowlist-list.service.js';
import { allowlistListView } from '../views/allowlist-list.view.js';
import { TellsOfEntries } from '../components/tells-of-entries.js';
import { ListAllowlistsOptions } from './options/list-allowlists.options.js';

@Injectable()
@UseGuards(GuildOnlyGuard)
@TellsOfEntries()
export class ListAllowlistsSlash {
  constructor(private readonly lists: AllowlistListService) {}

  @SlashCommand({
    ...localizedCommand('allowlists'),
    contexts: [InteractionContextType.Guild],
    integrationTypes: [ApplicationIntegrationType.GuildInstall],
  })
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { show }: ListAllowlistsOptions,
  ): Promise<void> {
    const page = this.lists.page(actionOf(interaction), show === 'mine' ? 'mine' : 'open');
    await answer(interaction, page, (found) => allowlistListView(found, textsOf(interaction.locale)));
  }
}
