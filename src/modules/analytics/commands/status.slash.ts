import { Injectable } from '@nestjs/common';
import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { Context, SlashCommand, type SlashCommandContext } from 'necord';
import { answer } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { StatusService } from '../status.service.js';
import { statusView } from '../views/status.view.js';

@Injectable()
export class StatusSlash {
  constructor(private readonly status: StatusService) {}

  @SlashCommand({
    ...localizedCommand('status'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integrationTypes: [ApplicationIntegrationType.GuildInstall],
  })
  async onCommand(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await answer(interaction, this.status.of(interaction.guildId), (status) =>
      statusView(status, textsOf(interaction.locale)),
    );
  }
}
