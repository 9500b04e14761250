import { Injectable } from '@nestjs/common';
import { Context, type SlashCommandContext, Subcommand } from 'necord';
import { answer } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { AccountGroup } from '../account-group.decorator.js';
import { UnlinkService } from '../linking/unlink.service.js';
import { unlinkView } from '../views/link.view.js';

@Injectable()
@AccountGroup()
export class UnlinkSlash {
  constructor(private readonly links: UnlinkService) {}

  @Subcommand(localizedCommand('accountUnlink'))
  async onCommand(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await answer(interaction, this.links.assertLinked(interaction.user.id), () =>
      unlinkView(textsOf(interaction.locale)),
    );
  }
}
