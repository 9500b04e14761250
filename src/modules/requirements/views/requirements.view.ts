import { ButtonStyle } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  formModal,
  literal,
  optionSelect,
  row,
  selectRow,
  text,
  type View,
} from '../../../infra/discord/index.js';
import { truncate } from '../../../kernel/text.js';
import type { Texts } from '../../../locales/index.js';
import {
  addRequirementId,
  fixRequirementId,
  openRequirementsId,
  removeRequirementId,
  requirementFormId,
} from '../requirements.custom-ids.js';
import type { EditorPanel, RefusedForm, RequirementForm } from '../requirements-editor.service.js';
import { MOST_REQUIREMENTS } from '../schemas/requirement.schema.js';

/** Discord's limit of what stands in a select. */
const LONGEST_OPTION = 100;

/** What is required, with what can be added and removed; or what was wrong with a form. */
export const editorView = (outcome: EditorPanel | RefusedForm, texts: Texts): View =>
  outcome.kind === 'refused' ? refusedView(outcome, texts) : panelView(outcome, texts);

function panelView(panel: EditorPanel, texts: Texts): View {
  const { editor } = texts.requirements;
  const lines = panel.lines.map(({ words }) => `- ${words(texts)}`);
  const isFull = panel.lines.length >= MOST_REQUIREMENTS;
  const parts = [
    editor.title(literal(panel.title)),
    ...(panel.done === undefined ? [] : [panel.done(texts)]),
    ...(lines.length === 0 ? [editor.none] : [editor.all, ...lines]),
    ...(isFull ? [editor.full(MOST_REQUIREMENTS)] : []),
  ];
  return [
    container(
      ACCENT.brand,
      text(parts.join('\n')),
      ...(isFull ? [] : [addSelect(panel, texts)]),
      ...(lines.length === 0 ? [] : [removeSelect(panel, texts)]),
      row(button(panel.backId, editor.back)),
    ),
  ];
}

const idsOf = ({ owner, postId }: EditorPanel | RefusedForm | RequirementForm) => ({ owner, postId });

function addSelect(panel: EditorPanel, texts: Texts) {
  const options = panel.offered.map(({ kind, name }) => ({ value: kind, label: name(texts) }));
  const placeholder = texts.requirements.editor.add;
  return selectRow(optionSelect(addRequirementId.build(idsOf(panel)), options, { placeholder }));
}

/** Mentions are no words in a select: there the place in the list helps. */
function removeSelect(panel: EditorPanel, texts: Texts) {
  const options = panel.lines.map(({ key, words }, index) => ({
    value: key,
    label: truncate(`${String(index + 1)}. ${plain(words(texts))}`, LONGEST_OPTION),
  }));
  const placeholder = texts.requirements.editor.remove;
  return selectRow(optionSelect(removeRequirementId.build(idsOf(panel)), options, { placeholder }));
}

const plain = (words: string): string => words.replaceAll(/\\(?=[^\w\s])/g, '').replaceAll(/<@&\d+>/g, '@…');

function refusedView(refused: RefusedForm, texts: Texts): View {
  const { editor } = texts.requirements;
  const faults = refused.faults.map((fault) => `- ${sentence(fault(texts))}`);
  return [
    container(
      ACCENT.warning,
      text([editor.refused, ...faults, texts.taskForm.refusedHint].join('\n')),
      row(
        button(fixRequirementId.build({ draftId: refused.draftId }), editor.fix, ButtonStyle.Primary),
        button(openRequirementsId.build(idsOf(refused)), editor.back),
      ),
    ),
  ];
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export const requirementModal = (form: RequirementForm, texts: Texts) =>
  formModal(
    {
      customId: requirementFormId.build({ ...idsOf(form), kind: form.kind }),
      title: form.name(texts),
      fields: form.fields,
      ...(form.values !== undefined && { values: form.values }),
    },
    texts,
  );
