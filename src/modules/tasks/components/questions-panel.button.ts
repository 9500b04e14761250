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
import {
  actionOf,
  answer,
  answerInPlace,
  GuildOnlyGuard,
  inTime,
  typedIn,
  updatePanel,
} from '../../../infra/discord/index.js';
import { textsOf } from '../../../locales/index.js';
import { NeedsPermission, PermissionGuard } from '../../servers/index.js';
import {
  answersFileId,
  passMarkFormId,
  previewId,
  sentPassMarkId,
  sentPreviewId,
  talliesId,
} from '../questions/questions.custom-ids.js';
import { QuestionsEditorService } from '../questions/questions-editor.service.js';
import { SurveyAnswersService } from '../questions/survey-answers.service.js';
import { passMarkModal, previewedView, previewModal, questionsView } from '../views/questions.view.js';
import { answersFileView, talliesView } from '../views/survey-answers.view.js';

/** Beside the editor of questions: pass mark, preview, and what members answered. */
@Injectable()
@UseGuards(GuildOnlyGuard, PermissionGuard)
@NeedsPermission('tasks.create')
export class QuestionsPanelControls {
  constructor(
    private readonly editor: QuestionsEditorService,
    private readonly answers: SurveyAnswersService,
  ) {}

  @Button(passMarkFormId.pattern)
  async onPassMark(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    await interaction.showModal(passMarkModal(postId, textsOf(interaction.locale)));
  }

  @Modal(sentPassMarkId.pattern)
  async onPassMarkSent(
    @Context() [interaction]: ModalContext,
    @ModalParam('postId') postId: string,
  ): Promise<void> {
    const set = this.editor.setPassMark(actionOf(interaction), postId, typedIn(interaction, 'mark'));
    await answerInPlace(interaction, set, (panel) => questionsView(panel, textsOf(interaction.locale)));
  }

  @Button(previewId.pattern)
  async onPreview(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('page') page: string,
  ): Promise<void> {
    const shown = await inTime(this.editor.preview(actionOf(interaction), postId, Number(page)));
    await interaction.showModal(previewModal(shown, textsOf(interaction.locale)));
  }

  @Modal(sentPreviewId.pattern)
  async onPreviewSent(
    @Context() [interaction]: ModalContext,
    @ModalParam('postId') postId: string,
    @ModalParam('page') page: string,
  ): Promise<void> {
    await answer(interaction, this.editor.preview(actionOf(interaction), postId, Number(page)), (shown) =>
      previewedView(shown, textsOf(interaction.locale)),
    );
  }

  @Button(talliesId.pattern)
  async onTallies(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
    @ComponentParam('page') page: string,
  ): Promise<void> {
    await updatePanel(
      interaction,
      this.answers.tallies(actionOf(interaction), postId, Number(page)),
      (shown) => talliesView(shown, textsOf(interaction.locale)),
    );
  }

  @Button(answersFileId.pattern)
  async onFile(
    @Context() [interaction]: ButtonContext,
    @ComponentParam('postId') postId: string,
  ): Promise<void> {
    const texts = textsOf(interaction.locale);
    await answer(interaction, this.answers.file(actionOf(interaction), postId, texts), (file) =>
      answersFileView(file, texts),
    );
  }
}
