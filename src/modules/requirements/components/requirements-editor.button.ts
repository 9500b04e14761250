import { Injectable, UseGuards } from '@nestjs/common';
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
import {
  addRequirementId,
  fixRequirementId,
  openRequirementsId,
  removeRequirementId,
  requirementFormId,
} from '../requirements.custom-ids.js';
import { RequirementsGuard } from '../requirements.guard.js';
import { RequirementsEditorService } from '../requirements-editor.service.js';
import { editorView, requirementModal } from '../views/requirements.view.js';

/** The editor of requirements; the right to edit is asked for at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, RequirementsGuard)
export class RequirementsEditorControls {
  constructor(private readonly editor: RequirementsEditorService) {}

  @Button(openRequirementsId.pattern)
  async onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('owner') owner: string,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.editor.open(actionOf(interaction), { owner, postId }), (panel) =>
      editorView(panel, textsOf(interaction.locale)),
    );
  }

  @StringSelect(addRequirementId.pattern)
  async onAdd(
    @Context() [interaction]: StringSelectContext,
    @ComponentParam('owner') owner: string,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    const [kind = ''] = interaction.values;
    const form = await inTime(this.editor.form(actionOf(interaction), { owner, postId }, kind));
    await interaction.showModal(requirementModal(form, textsOf(interaction.locale)));
  }

  @Button(fixRequirementId.pattern)
  async onFix(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('draftId') draftId: string,
  ): Promise<void> {
    const form = await inTime(this.editor.reopen(actionOf(interaction), draftId));
    await interaction.showModal(requirementModal(form, textsOf(interaction.locale)));
  }

  @Modal(requirementFormId.pattern)
  async onForm(
    @Context() [interaction]: ModalContext,
    @ModalParam('owner') owner: string,
    @ModalParam('postId') postId: string,
    @ModalParam('kind') kind: string,
  ): Promise<void> {
    const ids = { owner, postId };
    const added = this.editor.add(actionOf(interaction), ids, kind, sentIn(interaction));
    await updatePanel(interaction, added, (outcome) => editorView(outcome, textsOf(interaction.locale)));
  }

  @StringSelect(removeRequirementId.pattern)
  async onRemove(
    @Context() [interaction]: StringSelectContext,
    @ComponentParam('owner') owner: string,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    const [key = ''] = interaction.values;
    await updatePanel(
      interaction,
      this.editor.remove(actionOf(interaction), { owner, postId }, key),
      (panel) => editorView(panel, textsOf(interaction.locale)),
    );
  }
}
