import { ApplicationIntegrationType, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import { createCommandGroupDecorator } from 'necord';
import { localizedCommand } from '../../locales/index.js';

/** The one root `/task`, for managers: necord lets the first of two roots with one name win silently. */
export const TaskGroup = createCommandGroupDecorator({
  ...localizedCommand('task'),
  defaultMemberPermissions: PermissionFlagsBits.ManageGuild,
  contexts: [InteractionContextType.Guild],
  integrationTypes: [ApplicationIntegrationType.GuildInstall],
});
