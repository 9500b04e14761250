import { Injectable, UseGuards } from '@nestjs/common';
import type { RepliableInteraction } from 'discord.js';
import {
  ChannelSelect,
  type ChannelSelectContext,
  ComponentParam,
  Context,
  RoleSelect,
  type RoleSelectContext,
  StringSelect,
  type StringSelectContext,
} from 'necord';
import { actionOf, GuildOnlyGuard, ManagerGuard, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { type SetupPanel, SetupService } from '../settings/setup.service.js';
import {
  chooseRoleId,
  commonValueId,
  languageId,
  onCardDeletedId,
  rolePermissionsId,
  setupChannelId,
} from '../setup.custom-ids.js';
import { setupView } from '../views/setup.view.js';

/** What is chosen in the panel of `/community setup`; Manage Server is asked for at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class SetupPanelSelects {
  constructor(private readonly setup: SetupService) {}

  @ChannelSelect(setupChannelId.pattern)
  async onChannel(
    @Context() [interaction]: ChannelSelectContext,
    @ComponentParam('field') field: string,
  ): Promise<void> {
    const [channelId] = interaction.values;
    await show(interaction, this.setup.chooseChannel(actionOf(interaction), field, channelId));
  }

  @RoleSelect(chooseRoleId.pattern)
  async onRole(@Context() [interaction]: RoleSelectContext): Promise<void> {
    const [roleId = ''] = interaction.values;
    await show(interaction, this.setup.openRole(actionOf(interaction), roleId));
  }

  @StringSelect(rolePermissionsId.pattern)
  async onPermissions(
    @Context() [interaction]: StringSelectContext,
    @ComponentParam('roleId') roleId: string,
  ): Promise<void> {
    await show(interaction, this.setup.setRole(actionOf(interaction), roleId, interaction.values));
  }

  @StringSelect(onCardDeletedId.pattern)
  async onCardDeleted(@Context() [interaction]: StringSelectContext): Promise<void> {
    const [value = ''] = interaction.values;
    await show(interaction, this.setup.chooseOnCardDeleted(actionOf(interaction), value));
  }

  @StringSelect(languageId.pattern)
  async onLanguage(@Context() [interaction]: StringSelectContext): Promise<void> {
    const [language = ''] = interaction.values;
    await show(interaction, this.setup.chooseLanguage(actionOf(interaction), language));
  }

  @StringSelect(commonValueId.pattern)
  async onCommonValue(
    @Context() [interaction]: StringSelectContext,
    @ComponentParam('field') field: string,
  ): Promise<void> {
    const [value = ''] = interaction.values;
    await show(interaction, this.setup.setTyped(actionOf(interaction), field, value));
  }
}

const show = (interaction: RepliableInteraction, panel: Promise<SetupPanel>): Promise<void> =>
  updatePanel(interaction, panel, (shown) => setupView(shown, textsOf(interaction.locale)));
