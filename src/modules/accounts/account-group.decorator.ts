import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { createCommandGroupDecorator } from 'necord';
import { localizedCommand } from '../../locales/index.js';

/** The one root `/account`, for everyone. */
export const AccountGroup = createCommandGroupDecorator({
  ...localizedCommand('account'),
  contexts: [InteractionContextType.Guild],
  integrationTypes: [ApplicationIntegrationType.GuildInstall],
});
