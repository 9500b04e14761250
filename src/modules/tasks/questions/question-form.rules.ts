import type { FormField, Sent } from '../../../infra/discord/index.js';
import { sentTo } from '../../../infra/discord/index.js';
import { cleanLine, lengthOf, parseWholeNumber } from '../../../kernel/text.js';
import type { Fault } from '../tasks.rules.js';
import { QUESTION_LIMITS, type Question, type QuestionKind, type Questionnaire } from './questions.js';

const LIMITS = QUESTION_LIMITS;
/** Stands before a right option of a quiz. */
const RIGHT = '*';
/** Room for ten options of full length, each on its line with its mark. */
const OPTIONS_TYPED = 1_200;

export const isQuiz = ({ passMark }: Questionnaire): boolean => passMark !== undefined;

const kindsOf = (form: Questionnaire): readonly QuestionKind[] =>
  isQuiz(form) ? ['one', 'several'] : ['one', 'several', 'text'];

/** What a manager fills in for one question. */
export function questionFields(form: Questionnaire): readonly FormField[] {
  return [
    {
      id: 'text',
      label: (texts) => texts.questions.form.text,
      hint: (texts) => texts.questions.form.textHint(LIMITS.text),
      input: { kind: 'text', maxLength: LIMITS.text },
    },
    {
      id: 'kind',
      label: (texts) => texts.questions.form.kind,
      input: {
        kind: 'choice',
        options: kindsOf(form).map((kind) => ({
          value: kind,
          label: (texts) => texts.questions.form.kinds[kind],
        })),
      },
    },
    {
      id: 'options',
      label: (texts) => texts.questions.form.options,
      hint: ({ questions: { form: t } }) => (isQuiz(form) ? t.optionsHintQuiz : t.optionsHint),
      input: { kind: 'text', maxLength: OPTIONS_TYPED, isLong: true },
      ...(!isQuiz(form) && { isOptional: true }),
    },
  ];
}

/** What stands in the form of a question that is changed. */
export const typedOf = ({ text, kind, options, right = [] }: Question): Sent => ({
  text: [text],
  kind: [kind],
  options: [options.map((option, at) => `${right.includes(at) ? RIGHT : ''}${option}`).join('\n')],
});

/** All faults at once, or the question. */
export function readQuestion(
  sent: Sent,
  form: Questionnaire,
): { readonly question: Question } | { readonly faults: readonly Fault[] } {
  const text = cleanLine(sentTo(sent, 'text'));
  const kind = kindsOf(form).find((one) => one === sentTo(sent, 'kind'));
  const faults: Fault[] = [];
  const length = lengthOf(text);
  if (length < 1 || length > LIMITS.text)
    faults.push((texts) => texts.questions.faults.text(LIMITS.text, length));
  if (kind === undefined) return { faults: [...faults, (texts) => texts.questions.faults.kind] };
  if (kind === 'text') return faults.length > 0 ? { faults } : { question: { text, kind, options: [] } };
  const { options, right } = readOptions(sentTo(sent, 'options'), isQuiz(form));
  faults.push(...optionFaults(options));
  if (isQuiz(form) && kind === 'one' && right.length !== 1)
    faults.push((texts) => texts.questions.faults.oneRight(right.length));
  if (isQuiz(form) && kind === 'several' && right.length === 0)
    faults.push((texts) => texts.questions.faults.someRight);
  if (faults.length > 0) return { faults };
  return { question: { text, kind, options, ...(isQuiz(form) && { right }) } };
}

function readOptions(typed: string, isMarked: boolean): { options: string[]; right: number[] } {
  const lines = typed
    .split(/\r\n?|\n/)
    .map(cleanLine)
    .filter((line) => line !== '');
  const isRight = (line: string): boolean => isMarked && line.startsWith(RIGHT);
  return {
    options: lines.map((line) => (isRight(line) ? cleanLine(line.slice(RIGHT.length)) : line)),
    right: [...lines.keys()].filter((at) => isRight(lines[at] ?? '')),
  };
}

function optionFaults(options: readonly string[]): Fault[] {
  const { minOptions, maxOptions, option: longest } = LIMITS;
  const isDouble = new Set(options.map((option) => option.toLowerCase())).size < options.length;
  const isBad = options.some((option) => option === '' || lengthOf(option) > longest);
  const faults: (Fault | false)[] = [
    (options.length < minOptions || options.length > maxOptions) &&
      ((texts) => texts.questions.faults.options(minOptions, maxOptions, options.length)),
    isBad && ((texts) => texts.questions.faults.option(longest)),
    isDouble && ((texts) => texts.questions.faults.double),
  ];
  return faults.filter((fault) => fault !== false);
}

/** Whole per cents; a sign after them is read over. @returns `null` for what is none */
export function readPassMark(typed: string): number | null {
  const mark = parseWholeNumber(typed.replace(/\s*[%％]\s*$/u, ''));
  return mark !== null && mark >= 1 && mark <= 100 ? mark : null;
}
