import { Injectable } from '@nestjs/common';
import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { Context, SlashCommand, type SlashCommandContext } from 'necord';
import { CommandSync, privately } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { visibleCommands } from '../visible-commands.js';
import { helpView } from '../views/help.view.js';

@Injectable()
export class HelpSlash {
  constructor(private readonly commands: CommandSync) {}

  @SlashCommand({
    ...localizedCommand('help'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integrationTypes: [ApplicationIntegrationType.GuildInstall],
  })
  async onCommand(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const permissions = interaction.inGuild() ? interaction.memberPermissions.bitfield : undefined;
    const lines = visibleCommands(this.commands.manifest(), permissions, interaction.locale);
    const view = helpView(lines, (command) => this.commands.mention(command), textsOf(interaction.locale));
    await interaction.reply(privately(view));
  }
}
