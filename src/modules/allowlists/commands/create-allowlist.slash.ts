import { Injectable, UseGuards, UseInterceptors } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard, inTime } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { suggestsTemplates } from '../../templates/index.js';
import { AllowlistGroup } from '../allowlist-group.decorator.js';
import { AllowlistCopiesService } from '../creation/allowlist-copies.service.js';
import { AllowlistFormsService } from '../creation/allowlist-forms.service.js';
import { allowlistEditorView } from '../views/allowlist-editor.view.js';
import { allowlistFormModal } from '../views/allowlist-forms.view.js';
import { CreateAllowlistOptions } from './options/create-allowlist.options.js';

@Injectable()
@AllowlistGroup()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.run')
export class CreateAllowlistSlash {
  constructor(
    private readonly forms: AllowlistFormsService,
    private readonly copies: AllowlistCopiesService,
    private readonly clock: Clock,
  ) {}

  @UseInterceptors(suggestsTemplates('allowlist'))
  @Subcommand(localizedCommand('allowlistCreate'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { channel, template }: CreateAllowlistOptions,
  ): Promise<void> {
    const action = actionOf(interaction);
    const texts = textsOf(interaction.locale);
    if (template === null) {
      const form = await inTime(this.forms.begin(action, channel?.id));
      await interaction.showModal(allowlistFormModal(form, texts));
      return;
    }
    await answer(interaction, this.copies.ofTemplate(action, template, channel?.id), (editor) =>
      allowlistEditorView(editor, this.clock.now(), texts),
    );
  }
}
