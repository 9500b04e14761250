import type { FieldInput, FormField, Sent } from '../../../infra/discord/index.js';
import { cleanText, lengthOf } from '../../../kernel/text.js';
import type { Score } from '../schemas/task-completion.schema.js';
import { AnswersInvalidError } from './questions.errors.js';
import { QUESTION_LIMITS, type Question, type Questionnaire } from './questions.js';

/** Above a field of a form Discord shows so much. */
const LABEL_MAX = 45;

/** The version stands in each name: what was opened before a change has other fields. */
const fieldId = ({ version }: Questionnaire, at: number): string => `v${String(version)}q${String(at)}`;

/** What a member fills in, five questions a page. */
export function answerPages(form: Questionnaire): readonly (readonly FormField[])[] {
  const fields = form.questions.map((question, at) => answerField(form, question, at));
  const pages: FormField[][] = [];
  for (let at = 0; at < fields.length; at += QUESTION_LIMITS.perPage)
    pages.push(fields.slice(at, at + QUESTION_LIMITS.perPage));
  return pages;
}

function answerField(form: Questionnaire, question: Question, at: number): FormField {
  const { text } = question;
  const base = { id: fieldId(form, at), input: inputOf(question) };
  if (lengthOf(text) <= LABEL_MAX) return { ...base, label: () => text };
  return {
    ...base,
    label: (texts) => texts.questions.numbered(at + 1, form.questions.length),
    hint: () => text,
  };
}

/** Options by position: which of them are right is nowhere in a form. */
function inputOf({ kind, options }: Question): FieldInput {
  if (kind === 'text') return { kind: 'text', maxLength: QUESTION_LIMITS.answer, isLong: true };
  return {
    kind: 'choice',
    options: options.map((option, at) => ({ value: String(at), label: () => option })),
    ...(kind === 'several' && { max: options.length }),
  };
}

/**
 * By question: the positions of what was chosen, or what was typed.
 *
 * @throws AnswersInvalidError one has no answer, a typed one is too long, or there is nothing to be answered
 */
export function answersIn(form: Questionnaire, sent: Sent): readonly (readonly string[])[] {
  if (form.questions.length === 0)
    throw new AnswersInvalidError('No questions', (texts) => texts.questions.none);
  return form.questions.map(({ kind }, at) => {
    const given = sent[fieldId(form, at)] ?? [];
    const answers = kind === 'text' ? given.map(cleanText).filter((typed) => typed !== '') : given;
    const isTooLong = kind === 'text' && answers.some((typed) => lengthOf(typed) > QUESTION_LIMITS.answer);
    if (answers.length > 0 && !isTooLong) return answers;
    throw new AnswersInvalidError('A question has no answer', (texts) =>
      texts.questions.unanswered(at + 1, QUESTION_LIMITS.answer),
    );
  });
}

/** A question with several right options counts when all of them were chosen, and no other. */
export function scoreOf({ questions }: Questionnaire, answers: readonly (readonly string[])[]): Score {
  const isRight = ({ right = [] }: Question, at: number): boolean => {
    const chosen = answers[at] ?? [];
    return chosen.length === right.length && right.every((position) => chosen.includes(String(position)));
  };
  return { correct: questions.filter(isRight).length, total: questions.length };
}

export const isPassed = ({ correct, total }: Score, { passMark = 100 }: Questionnaire): boolean =>
  correct * 100 >= passMark * total;
