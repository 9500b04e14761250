import { Injectable } from '@nestjs/common';
import type { AutocompleteInteraction } from 'discord.js';
import { AutocompleteInterceptor } from 'necord';
import { textsOf } from '../../../../locales/index.js';
import { actionsLike } from '../../audit/audit-actions.rules.js';

/** Kinds of changes while one is being typed: there are more than Discord lets a command list. */
@Injectable()
export class AuditActionAutocomplete extends AutocompleteInterceptor {
  override async transformOptions(interaction: AutocompleteInteraction): Promise<void> {
    const found = actionsLike(interaction.options.getFocused(), textsOf(interaction.locale));
    await interaction.respond(found.map(({ name, action }) => ({ name, value: action })));
  }
}
