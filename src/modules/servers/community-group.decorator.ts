import { ApplicationIntegrationType, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import { createCommandGroupDecorator } from 'necord';
import { localizedCommand } from '../../locales/index.js';

/** The one root `/community`: necord lets the first of two roots with one name win silently. */
export const CommunityGroup = createCommandGroupDecorator({
  ...localizedCommand('community'),
  defaultMemberPermissions: PermissionFlagsBits.ManageGuild,
  contexts: [InteractionContextType.Guild],
  integrationTypes: [ApplicationIntegrationType.GuildInstall],
});
