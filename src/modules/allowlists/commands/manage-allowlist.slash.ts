import { Injectable, UseGuards, UseInterceptors } from '@nestjs/common';
import { Context, Options, type SlashCommandContext, Subcommand } from 'necord';
import { actionOf, answer, GuildOnlyGuard } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { localizedCommand, textsOf } from '../../../locales/index.js';
import { isManager, NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { AllowlistGroup } from '../allowlist-group.decorator.js';
import { ManageAllowlistService } from '../manage-allowlist.service.js';
import { foundAllowlistView } from '../views/manage-allowlist.view.js';
import { AllowlistAutocomplete } from './options/allowlist.autocomplete.js';
import { ManageAllowlistOptions } from './options/manage-allowlist.options.js';

@Injectable()
@AllowlistGroup()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.run')
export class ManageAllowlistSlash {
  constructor(
    private readonly managed: ManageAllowlistService,
    private readonly clock: Clock,
  ) {}

  @UseInterceptors(AllowlistAutocomplete)
  @Subcommand(localizedCommand('allowlistManage'))
  async onCommand(
    @Context() [interaction]: SlashCommandContext,
    @Options() { allowlist }: ManageAllowlistOptions,
  ): Promise<void> {
    const found = this.managed.find(actionOf(interaction), allowlist ?? '', isManager(interaction));
    await answer(interaction, found, (one) =>
      foundAllowlistView(one, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
