import { Injectable, UseGuards } from '@nestjs/common';
import {
  ChannelSelect,
  type ChannelSelectContext,
  ComponentParam,
  Context,
  RoleSelect,
  type RoleSelectContext,
} from 'necord';
import { actionOf, GuildOnlyGuard, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { AllowlistEditorService } from '../creation/allowlist-editor.service.js';
import { allowlistChannelId, winnerRoleId } from '../allowlists.custom-ids.js';
import { allowlistEditorView } from '../views/allowlist-editor.view.js';

/** What is chosen in the editor of an allowlist. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.run')
export class AllowlistEditorSelects {
  constructor(
    private readonly editors: AllowlistEditorService,
    private readonly clock: Clock,
  ) {}

  @RoleSelect(winnerRoleId.pattern)
  async onWinnerRole(
    @Context() [interaction]: RoleSelectContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const [roleId] = interaction.values;
    const chosen = this.editors.chooseWinnerRole(actionOf(interaction), connectionId, roleId);
    await updatePanel(interaction, chosen, (editor) =>
      allowlistEditorView(editor, this.clock.now(), textsOf(interaction.locale)),
    );
  }

  @ChannelSelect(allowlistChannelId.pattern)
  async onChannel(
    @Context() [interaction]: ChannelSelectContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const [channelId = ''] = interaction.values;
    const chosen = this.editors.chooseChannel(actionOf(interaction), connectionId, channelId);
    await updatePanel(interaction, chosen, (editor) =>
      allowlistEditorView(editor, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
