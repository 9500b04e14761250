import type { ModalSubmitInteraction } from 'discord.js';

/** What was typed into a field of a form; nothing when the payload lacks it or it is no text field. */
export function typedIn(interaction: ModalSubmitInteraction, field: string): string {
  const found = interaction.fields.fields.get(field);
  return found !== undefined && 'value' in found && typeof found.value === 'string' ? found.value : '';
}
