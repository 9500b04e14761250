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
  SelectedStrings,
  StringSelect,
  type StringSelectContext,
} from 'necord';
import { actionOf, GuildOnlyGuard, inTime, typedIn, updatePanel } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { isManager, NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { AllowlistEndsService } from '../life/allowlist-ends.service.js';
import {
  allowlistEndId,
  askMoveId,
  chooseAllowlistId,
  fixEndId,
  manageAllowlistId,
  moveAllowlistId,
  openEndId,
} from '../life/manage.custom-ids.js';
import { type ManagedAllowlist, ManageAllowlistService } from '../manage-allowlist.service.js';
import { allowlistEndModal, endAnswerView, manageAllowlistView } from '../views/manage-allowlist.view.js';

/** What is pressed and typed in the panel of an allowlist; the right to run it is asked for at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.run')
export class ManageAllowlistControls {
  constructor(
    private readonly managed: ManageAllowlistService,
    private readonly ends: AllowlistEndsService,
    private readonly clock: Clock,
  ) {}

  @StringSelect(chooseAllowlistId.pattern)
  onChoose(
    @Context() [interaction]: StringSelectContext,
    @SelectedStrings() [connectionId = '']: string[],
  ): Promise<void> {
    return this.show(
      interaction,
      this.managed.open(actionOf(interaction), connectionId, isManager(interaction)),
    );
  }

  @Button(manageAllowlistId.pattern)
  onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    return this.show(
      interaction,
      this.managed.open(actionOf(interaction), connectionId, isManager(interaction)),
    );
  }

  @Button(moveAllowlistId.pattern)
  onMove(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('move') move: string,
  ): Promise<void> {
    const moved = this.managed.move(actionOf(interaction), connectionId, move, isManager(interaction));
    return this.show(interaction, moved);
  }

  @Button(askMoveId.pattern)
  onAsk(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('move') move: string,
  ): Promise<void> {
    const asked = this.managed.ask(actionOf(interaction), connectionId, move, isManager(interaction));
    return this.show(interaction, asked);
  }

  @Button(openEndId.pattern)
  async onEnd(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const opened = await inTime(this.ends.open(actionOf(interaction), connectionId));
    await interaction.showModal(allowlistEndModal(opened, textsOf(interaction.locale)));
  }

  @Button(fixEndId.pattern)
  async onFix(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('formId') formId: string,
  ): Promise<void> {
    const opened = await inTime(this.ends.reopen(actionOf(interaction), connectionId, formId));
    await interaction.showModal(allowlistEndModal(opened, textsOf(interaction.locale)));
  }

  @Modal(allowlistEndId.pattern)
  async onSubmit(
    @Context() [interaction]: ModalContext,
    @ModalParam('connectionId') connectionId: string,
    @ModalParam('seen') seen: string,
  ): Promise<void> {
    const form = { connectionId, seen, typed: typedIn(interaction, 'end') };
    const changed = this.managed.changeEnd(actionOf(interaction), form, isManager(interaction));
    await updatePanel(interaction, changed, (answer) =>
      endAnswerView(answer, this.clock.now(), textsOf(interaction.locale)),
    );
  }

  private show(interaction: RepliableInteraction, managed: Promise<ManagedAllowlist>): Promise<void> {
    return updatePanel(interaction, managed, (found) =>
      manageAllowlistView(found, this.clock.now(), textsOf(interaction.locale)),
    );
  }
}
