import { Injectable } from '@nestjs/common';
import type { AutocompleteInteraction } from 'discord.js';
import { AutocompleteInterceptor } from 'necord';
import { SuggestionLimit } from '../../../../infra/discord/index.js';
import { truncate } from '../../../../kernel/text.js';
import { textsOf } from '../../../../locales/index.js';
import { ManageAllowlistService } from '../../manage-allowlist.service.js';

/** Discord's limit of a choice. */
const LONGEST = 100;

/** Titles of allowlists while one is being typed, each with how it stands. */
@Injectable()
export class AllowlistAutocomplete extends AutocompleteInterceptor {
  private readonly limit = new SuggestionLimit();

  constructor(private readonly allowlists: ManageAllowlistService) {
    super();
  }

  override async transformOptions(interaction: AutocompleteInteraction): Promise<void> {
    const { guildId, user, locale } = interaction;
    const typed = interaction.options.getFocused();
    const isServed = guildId !== null && this.limit.allows(user.id);
    const found = isServed ? await this.allowlists.suggest(guildId, typed) : [];
    const { short } = textsOf(locale).manageAllowlist;
    await interaction.respond(
      found.map(({ id, title, status }) => {
        const state = ` · ${short[status]}`;
        return { name: `${truncate(title, LONGEST - state.length)}${state}`, value: id };
      }),
    );
  }
}
