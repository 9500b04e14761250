import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { createCommandGroupDecorator } from 'necord';
import { localizedCommand } from '../../locales/index.js';

/** The one root `/account`, for everyone: in any server, and in direct messages. */
export const AccountGroup = createCommandGroupDecorator({
  ...localizedCommand('account'),
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integrationTypes: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
});
