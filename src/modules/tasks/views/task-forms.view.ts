import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { formModal, refusedView, type View } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import type { EditOutcome, OpenPart } from '../creation/task-editor.service.js';
import type { FormOutcome, OpenForm } from '../creation/task-forms.service.js';
import { fixTaskEditId, fixTaskFormId, taskEditId, taskEditorId, taskFormId } from '../tasks.custom-ids.js';
import { partLabels } from './part-labels.js';
import { taskEditorView } from './task-editor.view.js';

type Modal = APIModalInteractionResponseCallbackData;

export const taskFormModal = ({ draftId, fields, typed }: OpenForm, texts: Texts): Modal =>
  formModal(
    { customId: taskFormId.build({ draftId }), title: texts.taskForm.title, fields, values: typed },
    texts,
  );

export function taskPartModal({ postId, part, fields, values, seen }: OpenPart, texts: Texts): Modal {
  const customId = taskEditId.build({ postId, part, seen });
  return formModal({ customId, title: partLabels(texts)[part], fields, values }, texts);
}

/** What came of the first form. */
export function formOutcomeView(outcome: FormOutcome, now: Date, texts: Texts): View {
  if (outcome.kind === 'made') return taskEditorView(outcome.editor, now, texts);
  const { draftId, faults } = outcome;
  return refusedView(faults, texts, { fixId: fixTaskFormId.build({ draftId }) });
}

/** What came of a form of the editor. */
export function editOutcomeView(outcome: EditOutcome, now: Date, texts: Texts): View {
  if (outcome.kind === 'edited') return taskEditorView(outcome.editor, now, texts);
  const { formId, postId, faults } = outcome;
  const ways = { fixId: fixTaskEditId.build({ formId }), backId: taskEditorId.build({ postId }) };
  return refusedView(faults, texts, ways);
}
