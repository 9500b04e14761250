import { ComponentType } from 'discord.js';
import {
  ACCENT,
  button,
  container,
  literal,
  row,
  separator,
  text,
  type View,
} from '../../../infra/discord/index.js';
import type { Texts } from '../../../locales/index.js';
import { answersFileId, openQuestionsId, talliesId } from '../questions/questions.custom-ids.js';
import type { AnswersFile, TalliesPage, Tally } from '../questions/survey-answers.service.js';

const FILE = 'answers.csv';

/** Beside what else can be done with a task. */
export const answersButton = (postId: string, { questions: { panel: t } }: Texts) =>
  button(talliesId.build({ postId, page: '0' }), t.answers);

/** How often each option was chosen; nobody is named. */
export function talliesView(page: TalliesPage, texts: Texts): View {
  const { tally: t } = texts.questions;
  const { postId, title, answered, from, tallies } = page;
  const to = (at: number): string => talliesId.build({ postId, page: String(at) });
  return [
    container(
      ACCENT.brand,
      text(`${t.title(literal(title))}\n${answered === 0 ? t.nobody : t.total(answered)}`),
      separator(),
      ...tallies.map((tally, nth) => text(tallyText(tally, from + nth, answered, texts))),
      row(
        ...(page.page > 0 ? [button(to(page.page - 1), texts.common.previous)] : []),
        ...(page.page < page.pages - 1 ? [button(to(page.page + 1), texts.common.next)] : []),
        button(answersFileId.build({ postId }), t.file),
        button(openQuestionsId.build({ postId }), t.questions),
      ),
    ),
  ];
}

function tallyText({ question, counts }: Tally, at: number, answered: number, texts: Texts): string {
  const { tally: t } = texts.questions;
  const head = `**${String(at + 1)}. ${literal(question.text)}**`;
  if (question.kind === 'text') return `${head}\n${t.words(answered)}`;
  const lines = question.options.map((option, position) => {
    const count = counts[position] ?? 0;
    return `- ${t.line(literal(option), count, answered === 0 ? 0 : Math.round((100 * count) / answered))}`;
  });
  return [head, ...lines].join('\n');
}

export function answersFileView(
  { title, rows, isCut, content }: AnswersFile,
  { questions: { tally: t } }: Texts,
) {
  const words = [t.title(literal(title)), t.fileNote(rows), ...(isCut ? [t.cut] : [])];
  const view: View = [
    container(ACCENT.brand, text(words.join('\n')), {
      type: ComponentType.File,
      file: { url: `attachment://${FILE}` },
    }),
  ];
  return { view, pictures: [{ name: FILE, bytes: content, description: t.file }] };
}
