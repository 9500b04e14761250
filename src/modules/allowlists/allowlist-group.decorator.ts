import { ApplicationIntegrationType, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import { createCommandGroupDecorator } from 'necord';
import { localizedCommand } from '../../locales/index.js';

/** The one root `/allowlist`, for managers: necord lets the first of two roots with one name win silently. */
export const AllowlistGroup = createCommandGroupDecorator({
  ...localizedCommand('allowlist'),
  defaultMemberPermissions: PermissionFlagsBits.ManageGuild,
  contexts: [InteractionContextType.Guild],
  integrationTypes: [ApplicationIntegrationType.GuildInstall],
});
