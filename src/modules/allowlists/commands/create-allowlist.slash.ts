import { Injectable, UseGuards } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, GuildOnlyGuard, inTime } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { AllowlistGroup } from '../allowlist-group.decorator.js';
import { AllowlistFormsService } from '../creation/allowlist-forms.service.js';
import { allowlistFormModal } from '../views/allowlist-forms.view.js';
import { CreateAllowlistOptions } from './options/create-allowlist.options.js';

@Injectable()
@AllowlistGroup()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.run')
export class CreateAllowlistSlash {
  constructor(private readonly forms: AllowlistFormsService) {}

  @Subcommand(localizedCommand('allowlistCreate'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { channel }: CreateAllowlistOptions,
  ): Promise<void> {
    const form = await inTime(this.forms.begin(actionOf(interaction), channel?.id));
    await interaction.showModal(allowlistFormModal(form, textsOf(interaction.locale)));
  }
}
