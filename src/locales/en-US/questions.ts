import { count } from './amounts.js';

const questionsOf = (n: number): string =>
  // None yet, in the preview of a draft.
  n === 0 ? 'the questions' : count(n, 'question', 'questions');
const answersOf = (n: number): string => count(n, 'answer', 'answers');

export const questions = {
  howQuiz: (n: number, passMark: number) =>
    `Press *Complete* and answer ${questionsOf(n)}: ${String(passMark)}% must be right.`,
  howSurvey: (n: number) => `Press *Complete* and answer ${questionsOf(n)}. Any answer counts.`,
  numbered: (at: number, of: number) => `Question ${String(at)} of ${String(of)}`,
  none: 'There are no questions yet. Add at least one.',
  last: 'A posted task needs at least one question. Add another one before you remove this.',
  noSurvey: 'Only surveys keep what members answered.',
  changed: 'Somebody else changed the questions meanwhile. Open them again.',
  closed: 'This task is over: its questions stay as they are.',
  answered:
    'Members have answered these questions already, so they stay as they are. Duplicate the task to ask others.',
  notQuestions: 'Tasks of this type have no questions.',
  tooMany: (max: number) => `A task has at most ${questionsOf(max)}. Remove one first.`,
  passMarkWrong: 'The pass mark is a whole number from 1 to 100.',
  outOfDate:
    'These questions were changed, or the form is out of date. Nothing was counted: press *Complete* on the task and begin anew.',
  expired:
    'Your answers were kept for 15 minutes, which are over. Nothing was counted: press *Complete* on the task and begin anew.',
  unanswered: (at: number, max: number) =>
    `Question ${String(at)} needs an answer of 1 to ${String(max)} visible characters. Nothing was counted: press *Complete* on the task and try again.`,
  kept: (page: number, of: number) =>
    `### Page ${String(page)} of ${String(of)} is kept\nNothing counts before the last page is sent. Your answers are kept for 15 minutes.`,
  next: 'Next page',
  again: 'Change this page',
  failed: (correct: number, total: number, title: string, passMark: number) =>
    `### Not passed\n${String(correct)} of ${String(total)} answers for **${title}** were right; ${String(passMark)}% are needed.`,
  panel: {
    title: (title: string) => `## Questions of **${title}**`,
    passMark: (mark: number) => `Pass mark: **${String(mark)}%** of the questions`,
    fixed: 'Members have answered: the questions stay as they are.',
    lineOne: (options: number) => `one of ${String(options)}`,
    lineSeveral: (options: number) => `several of ${String(options)}`,
    lineText: 'own words',
    privacy: '-# Which answers are right is shown only in the form of a question, to you.',
    choose: 'Choose a question to change it',
    add: 'Add a question',
    passMarkButton: 'Pass mark',
    preview: 'Preview',
    answers: 'Answers',
    edit: 'Change',
    up: 'Move up',
    down: 'Move down',
    remove: 'Remove',
  },
  form: {
    add: 'New question',
    edit: (at: number) => `Question ${String(at)}`,
    text: 'Question',
    textHint: (max: number) => `Up to ${String(max)} characters`,
    kind: 'Answers',
    kinds: { one: 'One of the options', several: 'Several of the options', text: 'In their own words' },
    options: 'Options',
    optionsHint: '2 to 10, one per line; none for answers in own words',
    optionsHintQuiz: '2 to 10, one per line, * before what is right. For example: Red ⏎ *Blue ⏎ Green',
    passMark: 'Pass mark',
    passMarkLabel: 'Per cent of the questions',
    passMarkHint: 'A whole number from 1 to 100',
  },
  refused: '### Not saved yet',
  refusedHint: 'What you typed is kept for 15 minutes.',
  fix: 'Fix it',
  faults: {
    text: (max: number, given: number) =>
      `**Question**: 1 to ${String(max)} visible characters${given > max ? `; yours has ${String(given)}` : ''}.`,
    kind: '**Answers**: choose how members answer.',
    options: (min: number, max: number, given: number) =>
      `**Options**: ${String(min)} to ${String(max)}, one per line; you gave ${String(given)}.`,
    option: (max: number) => `**Options**: each has 1 to ${String(max)} visible characters.`,
    double: '**Options**: two of them are the same.',
    oneRight: (given: number) =>
      `**Options**: put \`*\` before the one that is right, such as \`*Blue\`; you marked ${String(given)}.`,
    someRight: '**Options**: put `*` before each that is right, such as `*Blue`; you marked none.',
  },
  preview: {
    title: (page: number, of: number) => `Preview, page ${String(page)} of ${String(of)}`,
    done: (page: number, of: number) =>
      `This is what members see on page ${String(page)} of ${String(of)}. Nothing was counted.`,
    next: 'Next page',
  },
  tally: {
    title: (title: string) => `## Answers to **${title}**`,
    total: (n: number) => `From ${count(n, 'member', 'members')}`,
    nobody: 'Nobody has answered yet.',
    line: (option: string, n: number, percent: number) => `${option}: **${String(n)}** (${String(percent)}%)`,
    words: (n: number) => `${answersOf(n)} in own words: they are in the file`,
    file: 'All answers as a file',
    fileNote: (n: number) => `${answersOf(n)}, newest first, without names. Only you see this.`,
    cut: 'There are more: these are the newest ones.',
    questions: 'Questions',
    columns: { number: 'No.', at: 'Sent (UTC)' },
  },
};
export type QuestionTexts = typeof questions;
