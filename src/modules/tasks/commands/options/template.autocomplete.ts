import { Injectable } from '@nestjs/common';
import type { AutocompleteInteraction } from 'discord.js';
import { AutocompleteInterceptor } from 'necord';
import { SuggestionLimit } from '../../../../infra/discord/index.js';
import { TaskTemplatesService } from '../../creation/task-templates.service.js';

/** Names of templates while one is being typed. */
@Injectable()
export class TemplateAutocomplete extends AutocompleteInterceptor {
  private readonly limit = new SuggestionLimit();

  constructor(private readonly templates: TaskTemplatesService) {
    super();
  }

  override async transformOptions(interaction: AutocompleteInteraction): Promise<void> {
    const { guildId, user } = interaction;
    const typed = interaction.options.getFocused();
    const isServed = guildId !== null && this.limit.allows(user.id);
    const found = isServed ? await this.templates.suggest(guildId, typed) : [];
    await interaction.respond(found.map(({ id, name }) => ({ name, value: id })));
  }
}
