import { ANSWER_MAX, MAX_ANSWERS } from '../schemas/task-completion.schema.js';

export const QUESTION_KINDS = ['one', 'several', 'text'] as const;
/** `text` is for surveys only: nobody looks whether it is right. */
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export const QUESTION_LIMITS = {
  questions: MAX_ANSWERS,
  /** Fields of a form at Discord. */
  perPage: 5,
  /** Discord shows so much above a field, or below its label. */
  text: 100,
  minOptions: 2,
  /** Boxes of a form at Discord: all of them in sight. */
  maxOptions: 10,
  option: 100,
  answer: ANSWER_MAX,
} as const;

export interface Question {
  readonly text: string;
  readonly kind: QuestionKind;
  /** None for `text`. */
  readonly options: readonly string[];
  /** Of a quiz: the positions of the right options. Never leaves the service. */
  readonly right?: readonly number[];
}

/** What a quiz or a survey asks for. */
export interface Questionnaire {
  /** One more with each change: what was answered to another version is not judged by this one. */
  readonly version: number;
  readonly questions: readonly Question[];
  /** Of a quiz: so many per cent of the questions must be answered rightly. */
  readonly passMark?: number;
}

/** As the task of such a type holds it. */
export const questionnaireIn = (asks: Readonly<Record<string, unknown>>): Questionnaire => ({
  version: 0,
  questions: [],
  ...asks,
});
