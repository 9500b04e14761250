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
import {
  askAllHeldId,
  decideAllHeldId,
  decideHeldId,
  heldEntriesId,
  nextHeldId,
  riskFormId,
  riskRuleId,
} from '../risk/held.custom-ids.js';
import { type Decided, type HeldPanel, HeldEntriesService } from '../risk/held-entries.service.js';
import { heldPanelView, heldQuestionView, riskRuleModal } from '../views/held.view.js';

/** Entries that wait for a manager. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('allowlists.run')
export class HeldEntriesControls {
  constructor(private readonly held: HeldEntriesService) {}

  @Button(heldEntriesId.pattern)
  onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    return show(interaction, this.held.panel(actionOf(interaction), connectionId));
  }

  @Button(nextHeldId.pattern)
  onNext(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('entryId') entryId: string,
  ): Promise<void> {
    return show(interaction, this.held.panel(actionOf(interaction), connectionId, entryId));
  }

  @Button(decideHeldId.pattern)
  onDecide(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('entryId') entryId: string,
    @ComponentParam('verdict') verdict: string,
  ): Promise<void> {
    const decided = this.held.decide(actionOf(interaction), connectionId, entryId, decisionIn(verdict));
    return show(interaction, decided);
  }

  @Button(askAllHeldId.pattern)
  async onAskAll(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('verdict') verdict: string,
  ): Promise<void> {
    const question = this.held.askAll(actionOf(interaction), connectionId, decisionIn(verdict));
    await updatePanel(interaction, question, (asked) => heldQuestionView(asked, textsOf(interaction.locale)));
  }

  @Button(decideAllHeldId.pattern)
  onDecideAll(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
    @ComponentParam('verdict') verdict: string,
    @ComponentParam('until') until: string,
  ): Promise<void> {
    const untilMs = /^\d{1,15}$/.test(until) ? Number(until) : 0;
    const decided = this.held.decideAll(actionOf(interaction), connectionId, decisionIn(verdict), untilMs);
    return show(interaction, decided);
  }

  @Button(riskRuleId.pattern)
  async onRule(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('connectionId') connectionId: string,
  ): Promise<void> {
    const panel = await inTime(this.held.panel(actionOf(interaction), connectionId));
    await interaction.showModal(riskRuleModal(panel, textsOf(interaction.locale)));
  }

  @Modal(riskFormId.pattern)
  onRuleSent(
    @Context() [interaction]: ModalContext,
    @ModalParam('connectionId') connectionId: string,
  ): Promise<void> {
    return show(interaction, this.held.setRule(actionOf(interaction), connectionId, sentIn(interaction)));
  }
}

/** Whatever else is sent lets nobody in. */
const decisionIn = (typed: string): Decided => (typed === 'accept' ? 'accept' : 'refuse');

const show = (interaction: ButtonContext[0] | ModalContext[0], panel: Promise<HeldPanel>): Promise<void> =>
  updatePanel(interaction, panel, (found) => heldPanelView(found, textsOf(interaction.locale)));
