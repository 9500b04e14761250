import { ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  formModal,
  type FormOf,
  literal,
  notice,
  optionSelect,
  row,
  selectRow,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { truncate } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';
import {
  chooseQuestionId,
  fixQuestionId,
  moveQuestionId,
  NEW_QUESTION,
  openQuestionsId,
  passMarkFormId,
  previewId,
  questionFormId,
  removeQuestionId,
  sentPassMarkId,
  sentPreviewId,
  sentQuestionId,
} from '../questions/questions.custom-ids.js';
import { QUESTION_LIMITS, type Question } from '../questions/questions.js';
import type {
  PreviewPage,
  QuestionForm,
  QuestionsPanel,
  RefusedQuestion,
} from '../questions/questions-editor.service.js';
import { taskEditorId } from '../tasks.custom-ids.js';
import { answersButton } from './survey-answers.view.js';

const LONGEST_LINE = 60;
const LONGEST_OPTION = 100;

/** The questions, with what can be done with them; or what was wrong with a form. */
export const questionsView = (outcome: QuestionsPanel | RefusedQuestion, texts: Texts): View =>
  outcome.kind === 'refused' ? refusedView(outcome, texts) : panelView(outcome, texts);

function panelView(panel: QuestionsPanel, texts: Texts): View {
  const { questions: t } = texts;
  const { title, form, fixed } = panel;
  const lines = form.questions.map((question, at) => questionLine(question, at, panel, texts));
  const parts = [
    t.panel.title(literal(title)),
    ...(form.passMark === undefined ? [] : [t.panel.passMark(form.passMark)]),
    ...(lines.length === 0 ? [t.none] : lines),
    ...(form.passMark === undefined ? [] : [t.panel.privacy]),
    ...(fixed === undefined ? [] : [fixed(texts)]),
  ];
  return [
    container(
      ACCENT.brand,
      text(parts.join('\n')),
      separator(),
      ...(fixed === undefined ? changeRows(panel, texts) : []),
      row(...panelButtons(panel, texts)),
    ),
  ];
}

/** Which options are right is not shown: somebody may look over the shoulder. */
function questionLine(
  { text: words, kind, options }: Question,
  at: number,
  { chosen }: QuestionsPanel,
  { questions: { panel: t } }: Texts,
): string {
  const how = kind === 'text' ? t.lineText : (kind === 'one' ? t.lineOne : t.lineSeveral)(options.length);
  const line = `${String(at + 1)}. ${literal(truncate(words, LONGEST_LINE))} · ${how}`;
  return at === chosen ? `**${line}** ←` : line;
}

function changeRows(panel: QuestionsPanel, { questions: { panel: t } }: Texts) {
  const { postId, form, chosen } = panel;
  const version = String(form.version);
  if (form.questions.length === 0) return [];
  const options = form.questions.map(({ text: words }, at) => ({
    value: String(at),
    label: truncate(`${String(at + 1)}. ${words}`, LONGEST_OPTION),
    default: at === chosen,
  }));
  const select = optionSelect(chooseQuestionId.build({ postId, version }), options, {
    placeholder: t.choose,
  });
  if (chosen === undefined) return [selectRow(select)];
  const place = { postId, version, at: String(chosen) };
  const isLast = chosen === form.questions.length - 1;
  const to = (target: number): string => moveQuestionId.build({ ...place, to: String(Math.max(0, target)) });
  return [
    selectRow(select),
    row(
      button(questionFormId.build(place), t.edit),
      button(to(chosen - 1), t.up, ButtonStyle.Secondary, chosen === 0),
      // At the end it would be its own place: two controls of a message never share an id.
      button(to(chosen + 1), t.down, ButtonStyle.Secondary, isLast),
      button(removeQuestionId.build(place), t.remove, ButtonStyle.Danger),
    ),
  ];
}

function panelButtons({ postId, form, fixed }: QuestionsPanel, texts: Texts) {
  const { panel: t } = texts.questions;
  const add = questionFormId.build({ postId, version: String(form.version), at: NEW_QUESTION });
  const isFull = form.questions.length >= QUESTION_LIMITS.questions;
  const isQuiz = form.passMark !== undefined;
  return [
    ...(fixed === undefined ? [button(add, t.add, ButtonStyle.Primary, isFull)] : []),
    ...(fixed === undefined && isQuiz ? [button(passMarkFormId.build({ postId }), t.passMarkButton)] : []),
    ...(form.questions.length > 0 ? [button(previewId.build({ postId, page: '0' }), t.preview)] : []),
    ...(isQuiz ? [] : [answersButton(postId, texts)]),
    button(taskEditorId.build({ postId }), texts.common.previous),
  ];
}

function refusedView({ place, draftId, faults }: RefusedQuestion, texts: Texts): View {
  const { questions: t } = texts;
  const lines = [t.refused, ...faults.map((fault) => `- ${fault(texts)}`), `-# ${t.refusedHint}`];
  return [
    container(
      ACCENT.warning,
      text(lines.join('\n')),
      row(
        button(fixQuestionId.build({ ...place, draftId }), t.fix, ButtonStyle.Primary),
        button(openQuestionsId.build({ postId: place.postId }), texts.common.previous),
      ),
    ),
  ];
}

export function questionModal({ place, fields, values }: QuestionForm, texts: Texts) {
  const { form: t } = texts.questions;
  const title = place.at === NEW_QUESTION ? t.add : t.edit(Number(place.at) + 1);
  return formModal({ customId: sentQuestionId.build({ ...place }), title, fields, values }, texts);
}

export function passMarkModal(postId: string, texts: Texts) {
  const { form: t } = texts.questions;
  const form: FormOf = {
    customId: sentPassMarkId.build({ postId }),
    title: t.passMark,
    fields: [
      {
        id: 'mark',
        label: () => t.passMarkLabel,
        hint: () => t.passMarkHint,
        input: { kind: 'text', maxLength: 10 },
      },
    ],
  };
  return formModal(form, texts);
}

/** What a member sees, under an id that counts nothing. */
export function previewModal({ postId, page, pages, fields }: PreviewPage, texts: Texts) {
  const customId = sentPreviewId.build({ postId, page: String(page) });
  return formModal({ customId, title: texts.questions.preview.title(page + 1, pages), fields }, texts);
}

export function previewedView(
  { postId, page, pages }: PreviewPage,
  { questions: { preview: t } }: Texts,
): View {
  const words = t.done(page + 1, pages);
  if (page + 1 === pages) return notice(words);
  const next = previewId.build({ postId, page: String(page + 1) });
  return [container(ACCENT.muted, text(words), row(button(next, t.next, ButtonStyle.Primary)))];
}
