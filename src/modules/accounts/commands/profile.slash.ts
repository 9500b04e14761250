import { Injectable } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { answer, personIn, personOf } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { AccountGroup } from '../account-group.decorator.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { profileView } from '../views/profile.view.js';
import { ProfileOptions } from './options/profile.options.js';

@Injectable()
@AccountGroup()
export class ProfileSlash {
  constructor(private readonly profiles: ProfilesService) {}

  @Subcommand(localizedCommand('accountProfile'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { member }: ProfileOptions,
  ): Promise<void> {
    await answer(interaction, this.profiles.see(personOf(interaction), personIn(member)), (profile) =>
      profileView(profile, textsOf(interaction.locale)),
    );
  }
}
