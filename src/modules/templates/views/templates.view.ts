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
import { TEMPLATE_LIMITS, type TemplateKind } from '../schemas/template.schema.js';
import {
  chooseTemplateId,
  deleteTemplateId,
  nameTemplateId,
  openTemplatesId,
  saveTemplateId,
} from '../templates.custom-ids.js';
import type { TemplatesPage } from '../templates.service.js';

/** Discord's limit for the options of a select. */
const MOST_OPTIONS = 25;

export function templatesView(page: TemplatesPage, texts: Texts): View {
  const t = texts.templates;
  const { kind: owner, ownerId, backId, names, saved, removed, chosen } = page;
  if (chosen !== undefined) return sureView(page, chosen, texts);
  const done = [
    ...(saved === undefined ? [] : [t.saved(literal(saved))]),
    ...(removed === undefined ? [] : [t.deleted(literal(removed))]),
  ];
  const list = names.length === 0 ? [t.none] : names.map(({ name }) => `- ${literal(name)}`);
  const lists = Array.from({ length: Math.ceil(names.length / MOST_OPTIONS) }, (_, index) => {
    const options = names
      .slice(index * MOST_OPTIONS, (index + 1) * MOST_OPTIONS)
      .map(({ id, name }) => ({ value: id, label: name }));
    const customId = chooseTemplateId.build({ owner, ownerId, list: String(index) });
    return selectRow(optionSelect(customId, options, { placeholder: t.choose }));
  });
  return [
    container(
      ACCENT.brand,
      text([t.title, ...done, ...list, `-# ${t.hint[owner]}`].join('\n')),
      row(
        button(nameTemplateId.build({ owner, ownerId }), t.save[owner], ButtonStyle.Primary),
        button(backId, texts.taskEditor.back),
      ),
      ...lists,
    ),
  ];
}

function sureView(
  { kind: owner, ownerId }: TemplatesPage,
  { id: templateId, name }: { readonly id: string; readonly name: string },
  texts: Texts,
): View {
  const t = texts.templates;
  return [
    container(
      ACCENT.warning,
      text(t.sureToDelete[owner](literal(name))),
      row(
        button(deleteTemplateId.build({ owner, ownerId, templateId }), t.delete, ButtonStyle.Danger),
        button(openTemplatesId.build({ owner, ownerId }), t.keep),
      ),
    ),
  ];
}

export function templateNameModal(
  owner: TemplateKind,
  ownerId: string,
  texts: Texts,
): APIModalInteractionResponseCallbackData {
  const { save, name, nameHint } = texts.templates;
  const field = {
    id: 'name',
    label: () => name,
    hint: () => nameHint(TEMPLATE_LIMITS.name),
    input: { kind: 'text', maxLength: TEMPLATE_LIMITS.name },
  } as const;
  return formModal(
    { customId: saveTemplateId.build({ owner, ownerId }), title: save[owner], fields: [field] },
    texts,
  );
}
