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
  StringSelect,
  type StringSelectContext,
} from 'necord';
import { actionOf, GuildOnlyGuard, inTime, sentIn, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import {
  addBonusId,
  bonusesId,
  bonusFormId,
  bonusModeId,
  fixBonusId,
  removeBonusId,
} from '../allowlists.custom-ids.js';
import { BonusEditorService, type BonusOutcome } from '../creation/bonus-editor.service.js';
import { bonusesView, bonusModal, bonusOutcomeView } from '../views/bonus-editor.view.js';

/** The editor of what gives more tickets; the right to run allowlists is asked for at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.run')
export class BonusEditorControls {
  constructor(private readonly bonuses: BonusEditorService) {}

  @Button(bonusesId.pattern)
  async onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.bonuses.open(actionOf(interaction), connectionId), (allowlist) =>
      bonusesView(allowlist, textsOf(interaction.locale)),
    );
  }

  @StringSelect(addBonusId.pattern)
  async onAdd(
    @Context() [interaction]: StringSelectContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const [kind = ''] = interaction.values;
    const form = await inTime(this.bonuses.form(actionOf(interaction), connectionId, kind));
    await interaction.showModal(bonusModal(form, textsOf(interaction.locale)));
  }

  @Button(fixBonusId.pattern)
  async onFix(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('formId') formId: string,
  ): Promise<void> {
    const form = await inTime(this.bonuses.reopen(actionOf(interaction), formId));
    await interaction.showModal(bonusModal(form, textsOf(interaction.locale)));
  }

  @Modal(bonusFormId.pattern)
  onForm(
    @Context() [interaction]: ModalContext,
    @ModalParam('connectionId') connectionId: string,
    @ModalParam('kind') kind: string,
  ): Promise<void> {
    const added = this.bonuses.add(actionOf(interaction), connectionId, kind, sentIn(interaction));
    return this.show(interaction, added);
  }

  @StringSelect(removeBonusId.pattern)
  onRemove(
    @Context() [interaction]: StringSelectContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const [key = ''] = interaction.values;
    return this.show(interaction, this.bonuses.remove(actionOf(interaction), connectionId, key));
  }

  @Button(bonusModeId.pattern)
  onMode(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('mode') mode: string,
  ): Promise<void> {
    return this.show(interaction, this.bonuses.setMode(actionOf(interaction), connectionId, mode));
  }

  private show(interaction: RepliableInteraction, outcome: Promise<BonusOutcome>): Promise<void> {
    return updatePanel(interaction, outcome, (found) => bonusOutcomeView(found, textsOf(interaction.locale)));
  }
}
