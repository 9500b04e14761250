import { Injectable, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { Context, Options, SlashCommand, type SlashCommandContext } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { VerifyDrawService } from '../proofs/verify-draw.service.js';
import { verifiedDrawView } from '../views/verified-draw.view.js';
import { DrawAutocomplete } from './options/draw.autocomplete.js';
import { VerifyDrawOptions } from './options/verify-draw.options.js';

@Injectable()
@UseGuards(GuildOnlyGuard)
export class VerifyDrawSlash {
  constructor(private readonly draws: VerifyDrawService) {}

  @UseInterceptors(DrawAutocomplete)
  @SlashCommand({
    ...localizedCommand('verify'),
    contexts: [InteractionContextType.Guild],
    integrationTypes: [ApplicationIntegrationType.GuildInstall],
  })
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { draw }: VerifyDrawOptions,
  ): Promise<void> {
    const checked = this.draws.check(actionOf(interaction), draw);
    await answer(interaction, checked, (found) => verifiedDrawView(found, textsOf(interaction.locale)));
  }
}
