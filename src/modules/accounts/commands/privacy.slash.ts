import { Injectable } from '@nestjs/common';
import { MessageFlags } from 'discord.js';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { answer, personOf, privately } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { AccountGroup } from '../account-group.decorator.js';
import { PrivacyService } from '../privacy/privacy.service.js';
import { deletionView, exportMessage, messagesView } from '../views/privacy.view.js';
import { MessagesOptions } from './options/messages.options.js';

/** A member's own data, in any server and in direct messages. */
@Injectable()
@AccountGroup(localizedCommand('accountPrivacy'))
export class PrivacySlash {
  constructor(private readonly privacy: PrivacyService) {}

  /** Reads in all collections: never within a second and a half. */
  @Subcommand(localizedCommand('accountPrivacyExport'))
  async onExport(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const personal = await this.privacy.export(personOf(interaction));
    await interaction.editReply(exportMessage(personal, textsOf(interaction.locale)));
  }

  @Subcommand(localizedCommand('accountPrivacyDelete'))
  async onDelete(@Context() [interaction]: SlashCommandContext): Promise<void> {
    await interaction.reply(privately(deletionView(textsOf(interaction.locale))));
  }

  @Subcommand(localizedCommand('accountPrivacyMessages'))
  async onMessages(
    @Context() [interaction]: SlashCommandContext,
    @Options() { messages }: MessagesOptions,
  ): Promise<void> {
    await answer(interaction, this.privacy.setMessages(personOf(interaction), messages === 'on'), (isOn) =>
      messagesView(isOn, textsOf(interaction.locale)),
    );
  }
}
