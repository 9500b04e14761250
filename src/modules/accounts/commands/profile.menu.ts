import { Injectable } from '@nestjs/common';
import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { Context, UserCommand, type UserCommandContext } from 'necord';
import { answer, personIn, personOf } from '../../../infra/discord/index.js';
import { localizedMenu, textsOf } from '../../../locales/index.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { profileView } from '../views/profile.view.js';

/** In the menu of a member: what everybody may see of them. */
@Injectable()
export class ProfileMenu {
  constructor(private readonly profiles: ProfilesService) {}

  @UserCommand({
    ...localizedMenu('profile'),
    contexts: [InteractionContextType.Guild],
    integrationTypes: [ApplicationIntegrationType.GuildInstall],
  })
  async onMenu(@Context() [interaction]: UserCommandContext): Promise<void> {
    const seen = this.profiles.see(personOf(interaction), personIn(interaction.targetUser));
    await answer(interaction, seen, (profile) => profileView(profile, textsOf(interaction.locale)));
  }
}
