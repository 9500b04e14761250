import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { formModal, refusedView, type View } from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import {
  allowlistEditId,
  allowlistEditorId,
  allowlistFormId,
  fixAllowlistEditId,
  fixAllowlistFormId,
} from '../allowlists.custom-ids.js';
import type { EditOutcome, OpenPart } from '../creation/allowlist-editor.service.js';
import type { FormOutcome, OpenForm } from '../creation/allowlist-forms.service.js';
import { allowlistEditorView } from './allowlist-editor.view.js';

type Modal = APIModalInteractionResponseCallbackData;

export const allowlistFormModal = ({ draftId, fields, typed }: OpenForm, texts: Texts): Modal =>
  formModal(
    {
      customId: allowlistFormId.build({ draftId }),
      title: texts.allowlistForm.new,
      fields,
      values: typed,
    },
    texts,
  );

export const allowlistPartModal = (
  { connectionId, part, fields, values, seen }: OpenPart,
  texts: Texts,
): Modal =>
  formModal(
    {
      customId: allowlistEditId.build({ connectionId, part, seen }),
      title: texts.allowlistEditor.parts[part],
      fields,
      values,
    },
    texts,
  );

/** What came of the first form. */
export function formOutcomeView(outcome: FormOutcome, now: Date, texts: Texts): View {
  if (outcome.kind === 'made') return allowlistEditorView(outcome.editor, now, texts);
  const { draftId, faults } = outcome;
  return refusedView(faults, texts, { fixId: fixAllowlistFormId.build({ draftId }) });
}

/** What came of a form of the editor. */
export function editOutcomeView(outcome: EditOutcome, now: Date, texts: Texts): View {
  if (outcome.kind === 'edited') return allowlistEditorView(outcome.editor, now, texts);
  const { formId, connectionId, faults } = outcome;
  return refusedView(faults, texts, {
    fixId: fixAllowlistEditId.build({ formId }),
    backId: allowlistEditorId.build({ connectionId }),
  });
}
