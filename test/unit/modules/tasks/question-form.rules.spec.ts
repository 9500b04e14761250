import {
  readPassMark,
  readQuestion,
  typedOf,
} from '../../../../src/modules/tasks/questions/question-form.rules.js';
import { isPassed, scoreOf } from '../../../../src/modules/tasks/questions/answers.rules.js';
import type { Question, Questionnaire } from '../../../../src/modules/tasks/questions/questions.js';
import { textsOf } from '../../../../src/locales/index.js';

const quiz: Questionnaire = { version: 1, passMark: 70, questions: [] };
const survey: Questionnaire = { version: 1, questions: [] };
const given = (text: string, kind: string, options = '') => ({
  text: [text],
  kind: [kind],
  options: [options],
});
const faultsOf = (read: ReturnType<typeof readQuestion>) =>
  'faults' in read ? read.faults.map((fault) => fault(textsOf('en-US'))).join('\n') : 'none';

it.each<[string, Questionnaire, Record<string, string[]>, Question]>([
  [
    'one right option',
    quiz,
    given(' Sky? ', 'one', 'Red\n* Blue\r\n\nGreen'),
    { text: 'Sky?', kind: 'one', options: ['Red', 'Blue', 'Green'], right: [1] },
  ],
  [
    'several right options',
    quiz,
    given('Even?', 'several', '*2\n3\n*4'),
    { text: 'Even?', kind: 'several', options: ['2', '3', '4'], right: [0, 2] },
  ],
  [
    'a survey, in which a star is a star',
    survey,
    given('Hotel?', 'one', '*****\n****'),
    { text: 'Hotel?', kind: 'one', options: ['*****', '****'] },
  ],
  ['own words', survey, given('Why?', 'text', 'left over'), { text: 'Why?', kind: 'text', options: [] }],
])('reads a question with %s, and the form gives it back', (_name, form, sent, question) => {
  expect(readQuestion(sent, form)).toEqual({ question });
  expect(readQuestion(typedOf(question), form)).toEqual({ question });
});

it.each<[string, Questionnaire, Record<string, string[]>, RegExp]>([
  ['nothing', quiz, {}, /Question[^]*choose how/],
  ['a question that nobody sees', quiz, given('\u200B', 'one', '*a\nb'), /Question/],
  ['101 characters', quiz, given('x'.repeat(101), 'one', '*a\nb'), /yours has 101/],
  ['own words in a quiz', quiz, given('Why?', 'text'), /choose how/],
  ['a kind that is none', survey, given('Why?', '__proto__', 'a\nb'), /choose how/],
  ['one option', survey, given('Why?', 'one', 'a'), /2 to 10[^]*you gave 1/],
  ['eleven options', survey, given('Why?', 'one', 'abcdefghijk'.split('').join('\n')), /you gave 11/],
  ['an option of 101 characters', survey, given('Why?', 'one', `a\n${'x'.repeat(101)}`), /each has 1 to 100/],
  ['a star alone', quiz, given('Why?', 'one', '*a\n*\nb'), /each has 1 to 100[^]*you marked 2/],
  ['two options that are the same', survey, given('Why?', 'one', 'Yes\nyes'), /the same/],
  ['no right option', quiz, given('Why?', 'one', 'a\nb'), /you marked 0/],
  ['two right options of one', quiz, given('Why?', 'one', '*a\n*b'), /you marked 2/],
  ['no right option of several', quiz, given('Why?', 'several', 'a\nb'), /you marked none/],
])('says what is wrong with %s', (_name, form, sent, words) => {
  expect(faultsOf(readQuestion(sent, form))).toMatch(words);
});

it.each([
  ['70', 70],
  ['70 %', 70],
  ['１００％', 100],
  ['0', null],
  ['101', null],
  ['1.5', null],
  ['seventy', null],
  ['', null],
])('reads a pass mark of %j as %j', (typed, mark) => {
  expect(readPassMark(typed)).toBe(mark);
});

it.each([
  [50, 1, 2, true],
  [51, 1, 2, false],
  [100, 19, 20, false],
  [66, 2, 3, true],
  [67, 2, 3, false],
])('with a pass mark of %d %%, %d of %d is enough: %s', (passMark, correct, total, isEnough) => {
  expect(isPassed({ correct, total }, { ...quiz, passMark })).toBe(isEnough);
});

it('counts a question with several right options only when all of them were chosen, and no other', () => {
  const form: Questionnaire = {
    ...quiz,
    questions: [{ text: '?', kind: 'several', options: ['a', 'b', 'c'], right: [0, 2] }],
  };
  const correct = (...chosen: string[]) => scoreOf(form, [chosen]).correct;
  expect([correct('0', '2'), correct('2', '0'), correct('0'), correct('0', '1', '2'), correct('1')]).toEqual([
    1, 1, 0, 0, 0,
  ]);
});
