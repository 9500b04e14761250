import { Injectable, UseGuards, UseInterceptors } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { AllowlistGroup } from '../allowlist-group.decorator.js';
import { AllowlistExportService } from '../exports/allowlist-export.service.js';
import { allowlistExportView } from '../views/allowlist-export.view.js';
import { AllowlistAutocomplete } from './options/allowlist.autocomplete.js';
import { ExportAllowlistOptions } from './options/export-allowlist.options.js';

@Injectable()
@AllowlistGroup()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.run')
export class ExportAllowlistSlash {
  constructor(private readonly exports: AllowlistExportService) {}

  @UseInterceptors(AllowlistAutocomplete)
  @Subcommand(localizedCommand('allowlistExport'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { allowlist, who, format }: ExportAllowlistOptions,
  ): Promise<void> {
    const made = this.exports.export(actionOf(interaction), allowlist, who, format);
    await answer(interaction, made, (file) => allowlistExportView(file, textsOf(interaction.locale)));
  }
}
