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
import {
  actionOf,
  answerInPlace,
  GuildOnlyGuard,
  inTime,
  sentIn,
  updatePanel,
} from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import {
  chooseQuestionId,
  fixQuestionId,
  moveQuestionId,
  openQuestionsId,
  questionFormId,
  removeQuestionId,
  sentQuestionId,
} from '../questions/questions.custom-ids.js';
import { QuestionsEditorService } from '../questions/questions-editor.service.js';
import { questionModal, questionsView } from '../views/questions.view.js';

/** The editor of questions; the right to create is asked for at each step. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class QuestionsEditorControls {
  constructor(private readonly editor: QuestionsEditorService) {}

  @Button(openQuestionsId.pattern)
  async onOpen(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await updatePanel(interaction, this.editor.open(actionOf(interaction), postId), (panel) =>
      questionsView(panel, textsOf(interaction.locale)),
    );
  }

  @StringSelect(chooseQuestionId.pattern)
  async onChoose(
    @Context() [interaction]: StringSelectContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('version') version: string,
  ): Promise<void> {
    const [at = ''] = interaction.values;
    await updatePanel(
      interaction,
      this.editor.choose(actionOf(interaction), { postId, version, at }),
      (panel) => questionsView(panel, textsOf(interaction.locale)),
    );
  }

  @Button(questionFormId.pattern)
  async onForm(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('version') version: string,
    @ComponentParam('at') at: string,
  ): Promise<void> {
    const form = await inTime(this.editor.form(actionOf(interaction), { postId, version, at }));
    await interaction.showModal(questionModal(form, textsOf(interaction.locale)));
  }

  @Button(fixQuestionId.pattern)
  async onFix(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('version') version: string,
    @ComponentParam('at') at: string,
    @ComponentParam('draftId') draftId: string,
  ): Promise<void> {
    const place = { postId, version, at };
    const form = await inTime(this.editor.reopen(actionOf(interaction), place, draftId));
    await interaction.showModal(questionModal(form, textsOf(interaction.locale)));
  }

  @Modal(sentQuestionId.pattern)
  async onSent(
    @Context() [interaction]: ModalContext,
    @ModalParam('postId') postId: string,
    @ModalParam('version') version: string,
    @ModalParam('at') at: string,
  ): Promise<void> {
    const place = { postId, version, at };
    const saved = this.editor.save(actionOf(interaction), place, sentIn(interaction));
    await answerInPlace(interaction, saved, (outcome) => questionsView(outcome, textsOf(interaction.locale)));
  }

  @Button(moveQuestionId.pattern)
  async onMove(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('version') version: string,
    @ComponentParam('at') at: string,
    @ComponentParam('to') to: string,
  ): Promise<void> {
    await updatePanel(
      interaction,
      this.editor.move(actionOf(interaction), { postId, version, at }, to),
      (panel) => questionsView(panel, textsOf(interaction.locale)),
    );
  }

  @Button(removeQuestionId.pattern)
  async onRemove(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('version') version: string,
    @ComponentParam('at') at: string,
  ): Promise<void> {
    await updatePanel(
      interaction,
      this.editor.remove(actionOf(interaction), { postId, version, at }),
      (panel) => questionsView(panel, textsOf(interaction.locale)),
    );
  }
}
