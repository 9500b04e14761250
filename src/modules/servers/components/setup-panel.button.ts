import { Injectable, UseGuards } from '@nestjs/common';
import type { RepliableInteraction } from 'discord.js';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  Modal,
  type ModalContext,
  ModalParam,
} from 'necord';
import {
  actionOf,
  GuildOnlyGuard,
  inTime,
  ManagerGuard,
  typedIn,
  updatePanel,
} from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { type SetupPanel, SetupService } from '../settings/setup.service.js';
import {
  removeRoleId,
  samePageId,
  setupPageId,
  switchId,
  typedValueId,
  typeValueId,
} from '../setup.custom-ids.js';
import { typedSettingModal } from '../views/setup-language.view.js';
import { setupView } from '../views/setup.view.js';

/** What is pressed and typed in the panel of `/community setup`; Manage Server is asked for at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, ManagerGuard)
export class SetupPanelButtons {
  constructor(private readonly setup: SetupService) {}

  @Button(setupPageId.pattern)
  async onPage(@Context() [interaction]: ButtonContext, @ComponentParam('page') page: string): Promise<void> {
    await show(interaction, this.setup.open(actionOf(interaction), page));
  }

  @Button(samePageId.pattern)
  async onSamePage(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('page') page: string,
  ): Promise<void> {
    await show(interaction, this.setup.open(actionOf(interaction), page));
  }

  @Button(removeRoleId.pattern)
  async onRemoveRole(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('roleId') roleId: string,
  ): Promise<void> {
    await show(interaction, this.setup.setRole(actionOf(interaction), roleId, []));
  }

  @Button(switchId.pattern)
  async onSwitch(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('name') name: string,
    @ComponentParam('to') to: string,
  ): Promise<void> {
    await show(interaction, this.setup.turn(actionOf(interaction), name, to));
  }

  @Button(typeValueId.pattern)
  async onType(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('field') field: string,
  ): Promise<void> {
    const setting = await inTime(this.setup.typedSetting(actionOf(interaction), field));
    await interaction.showModal(typedSettingModal(setting, textsOf(interaction.locale)));
  }

  @Modal(typedValueId.pattern)
  async onTyped(@Context() [interaction]: ModalContext, @ModalParam('field') field: string): Promise<void> {
    const typed = typedIn(interaction, 'value');
    await show(interaction, this.setup.setTyped(actionOf(interaction), field, typed));
  }
}

const show = (interaction: RepliableInteraction, panel: Promise<SetupPanel>): Promise<void> =>
  updatePanel(interaction, panel, (shown) => setupView(shown, textsOf(interaction.locale)));
