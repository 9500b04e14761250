import { Injectable } from '@nestjs/common';
import type { AutocompleteInteraction } from 'discord.js';
import { AutocompleteInterceptor } from 'necord';
import { SuggestionLimit } from '../../../../infra/discord/index.js';
import { truncate } from '../../../../kernel/text.js';
import { VerifyDrawService } from '../../proofs/verify-draw.service.js';

/** Discord's limit of a choice. */
const LONGEST = 100;

/** Titles of draws while one is being typed; none of an allowlist whose list is still open. */
@Injectable()
export class DrawAutocomplete extends AutocompleteInterceptor {
  private readonly limit = new SuggestionLimit();

  constructor(private readonly draws: VerifyDrawService) {
    super();
  }

  override async transformOptions(interaction: AutocompleteInteraction): Promise<void> {
    const { guildId, user } = interaction;
    const isServed = guildId !== null && this.limit.allows(user.id);
    const found = isServed ? await this.draws.suggest(guildId, interaction.options.getFocused()) : [];
    await interaction.respond(found.map(({ id, title }) => ({ name: truncate(title, LONGEST), value: id })));
  }
}
