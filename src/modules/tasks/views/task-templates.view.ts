import { type APIModalInteractionResponseCallbackData, ButtonStyle } from 'discord.js';
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
import type { Texts } from '../../../locales/index.js';
import type { TemplatesPage } from '../creation/task-templates.service.js';
import { TEMPLATE_LIMITS } from '../schemas/task-template.schema.js';
import {
  chooseTemplateId,
  deleteTemplateId,
  nameTemplateId,
  saveTemplateId,
  taskEditorId,
  taskTemplatesId,
} from '../tasks.custom-ids.js';

/** Discord's limit for the options of a select. */
const MOST_OPTIONS = 25;

export function taskTemplatesView(page: TemplatesPage, texts: Texts): View {
  const t = texts.taskEditor;
  const { postId, names, saved, removed, chosen } = page;
  if (chosen !== undefined) return sureView(postId, chosen, texts);
  const done = [
    ...(saved === undefined ? [] : [t.templateSaved(literal(saved))]),
    ...(removed === undefined ? [] : [t.templateDeleted(literal(removed))]),
  ];
  const list = names.length === 0 ? [t.noTemplates] : names.map(({ name }) => `- ${literal(name)}`);
  const lists = Array.from({ length: Math.ceil(names.length / MOST_OPTIONS) }, (_, index) => {
    const options = names
      .slice(index * MOST_OPTIONS, (index + 1) * MOST_OPTIONS)
      .map(({ id, name }) => ({ value: id, label: name }));
    const customId = chooseTemplateId.build({ postId, list: String(index) });
    return selectRow(optionSelect(customId, options, { placeholder: t.chooseTemplate }));
  });
  return [
    container(
      ACCENT.brand,
      text([t.templatesTitle, ...done, ...list, `-# ${t.templatesHint}`].join('\n')),
      row(
        button(nameTemplateId.build({ postId }), t.saveTemplate, ButtonStyle.Primary),
        button(taskEditorId.build({ postId }), t.back),
      ),
      ...lists,
    ),
  ];
}

function sureView(postId: string, { id, name }: { id: string; name: string }, texts: Texts): View {
  const t = texts.taskEditor;
  return [
    container(
      ACCENT.warning,
      text(t.sureToDelete(literal(name))),
      row(
        button(deleteTemplateId.build({ postId, templateId: id }), t.deleteTemplate, ButtonStyle.Danger),
        button(taskTemplatesId.build({ postId }), t.keepTemplate),
      ),
    ),
  ];
}

export function templateNameModal(postId: string, texts: Texts): APIModalInteractionResponseCallbackData {
  const { saveTemplate: title, templateName, templateNameHint } = texts.taskEditor;
  const field = {
    id: 'name',
    label: () => templateName,
    hint: () => templateNameHint(TEMPLATE_LIMITS.name),
    input: { kind: 'text', maxLength: TEMPLATE_LIMITS.name },
  } as const;
  return formModal({ customId: saveTemplateId.build({ postId }), title, fields: [field] }, texts);
}
