import { Injectable, UseGuards } from '@nestjs/common';
import {
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  Modal,
  type ModalContext,
  ModalParam,
} from 'necord';
import { actionOf, GuildOnlyGuard, inTime, sentIn, updatePanel } from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import { confirmRerollId, openRerollId, rerollFormId, winnersId } from '../steering/steering.custom-ids.js';
import { rerollModal, rerollQuestionView, winnersPageView } from '../views/reroll.view.js';
import { Rerolls, type WinnersPage } from '../winners/rerolls.service.js';

/** Those who hold a place, and taking one away; the right to draw is asked for at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.draw')
export class RerollControls {
  constructor(private readonly rerolls: Rerolls) {}

  @Button(winnersId.pattern)
  onWinners(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('page') page: string,
  ): Promise<void> {
    return show(interaction, this.rerolls.page(actionOf(interaction), connectionId, numberIn(page)));
  }

  @Button(openRerollId.pattern)
  async onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('rank') rank: string,
  ): Promise<void> {
    const held = await inTime(this.rerolls.holder(actionOf(interaction), connectionId, numberIn(rank)));
    await interaction.showModal(rerollModal(connectionId, String(held.rank), textsOf(interaction.locale)));
  }

  @Modal(rerollFormId.pattern)
  onSent(
    @Context() [interaction]: ModalContext,
    @ModalParam('connectionId') connectionId: string,
    @ModalParam('rank') rank: string,
  ): Promise<void> {
    const sent = sentIn(interaction);
    const asked = this.rerolls.ask(actionOf(interaction), connectionId, numberIn(rank), sent);
    return updatePanel(interaction, asked, (question) =>
      rerollQuestionView(question, textsOf(interaction.locale)),
    );
  }

  @Button(confirmRerollId.pattern)
  onConfirm(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('formId') formId: string,
  ): Promise<void> {
    return show(interaction, this.rerolls.confirm(actionOf(interaction), connectionId, formId));
  }
}

/** What is none names no place. */
const numberIn = (typed: string): number => (/^\d{1,6}$/.test(typed) ? Number(typed) : 0);

const show = (interaction: ButtonContext[0], page: Promise<WinnersPage>): Promise<void> =>
  updatePanel(interaction, page, (found) => winnersPageView(found, textsOf(interaction.locale)));
