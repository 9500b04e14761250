import { Inject, mixin, type Type } from '@nestjs/common';
import type { AutocompleteInteraction } from 'discord.js';
import { AutocompleteInterceptor } from 'necord';
import { SuggestionLimit } from '../../infra/discord/index.js';
import type { TemplateKind } from './schemas/template.schema.js';
import { TemplatesService } from './templates.service.js';

/** Names of templates while one is being typed. */
export function suggestsTemplates(kind: TemplateKind): Type<AutocompleteInterceptor> {
  class TemplateAutocomplete extends AutocompleteInterceptor {
    private readonly limit = new SuggestionLimit();

    constructor(@Inject(TemplatesService) private readonly templates: TemplatesService) {
      super();
    }

    override async transformOptions(interaction: AutocompleteInteraction): Promise<void> {
      const { guildId, user } = interaction;
      const typed = interaction.options.getFocused();
      const isServed = guildId !== null && this.limit.allows(user.id);
      const found = isServed ? await this.templates.suggest(guildId, kind, typed) : [];
      await interaction.respond(found.map(({ id, name }) => ({ name, value: id })));
    }
  }
  return mixin(TemplateAutocomplete);
}
