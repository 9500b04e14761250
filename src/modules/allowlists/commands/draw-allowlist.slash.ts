import { Injectable, UseGuards, UseInterceptors } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { isManager, NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { AllowlistGroup } from '../allowlist-group.decorator.js';
import { DrawPanelService } from '../steering/draw-panel.service.js';
import { foundDrawView } from '../views/draw-panel.view.js';
import { AllowlistAutocomplete } from './options/allowlist.autocomplete.js';
import { DrawAllowlistOptions } from './options/draw-allowlist.options.js';

@Injectable()
@AllowlistGroup()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.draw')
export class DrawAllowlistSlash {
  constructor(private readonly panels: DrawPanelService) {}

  @UseInterceptors(AllowlistAutocomplete)
  @Subcommand(localizedCommand('allowlistDraw'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { allowlist }: DrawAllowlistOptions,
  ): Promise<void> {
    const found = this.panels.find(actionOf(interaction), allowlist ?? '', isManager(interaction));
    await answer(interaction, found, (one) => foundDrawView(one, textsOf(interaction.locale)));
  }
}
