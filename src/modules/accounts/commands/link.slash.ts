import { Injectable } from '@nestjs/common';
import { Context, type SlashCommandContext, Subcommand } from 'necord';
import { answer, personOf } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { AccountGroup } from '../account-group.decorator.js';
import { LinkingService } from '../linking/linking.service.js';
import { linkOfferView } from '../views/link.view.js';

@Injectable()
@AccountGroup()
export class LinkSlash {
  constructor(private readonly linking: LinkingService) {}

  @Subcommand(localizedCommand('accountLink'))
  async onCommand(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const { applicationId, token } = interaction;
    const offer = this.linking.offer(personOf(interaction), { applicationId, token });
    await answer(interaction, offer, (made) => linkOfferView(made, textsOf(interaction.locale)));
  }
}
