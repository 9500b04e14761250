import type { QuestionTexts } from '../en-US/questions.js';
import { count } from './amounts.js';

const questionsOf = (n: number): string =>
  // None yet, in the preview of a draft.
  n === 0 ? 'die Fragen' : count(n, 'Frage', 'Fragen');
const answersOf = (n: number): string => count(n, 'Antwort', 'Antworten');

export const questions: QuestionTexts = {
  howQuiz: (n, passMark) =>
    `Drücke *Erledigen* und beantworte ${questionsOf(n)}: ${String(passMark)} % müssen stimmen.`,
  howSurvey: (n) => `Drücke *Erledigen* und beantworte ${questionsOf(n)}. Jede Antwort zählt.`,
  numbered: (at, of) => `Frage ${String(at)} von ${String(of)}`,
  none: 'Es gibt noch keine Fragen. Füge mindestens eine hinzu.',
  last: 'Eine Aufgabe auf dem Server braucht mindestens eine Frage. Füge eine andere hinzu, bevor du diese entfernst.',
  noSurvey: 'Nur Umfragen bewahren auf, was Mitglieder geantwortet haben.',
  changed: 'Jemand anderes hat die Fragen inzwischen geändert. Öffne sie noch einmal.',
  closed: 'Diese Aufgabe ist vorbei: Ihre Fragen bleiben, wie sie sind.',
  answered:
    'Mitglieder haben diese Fragen schon beantwortet, daher bleiben sie, wie sie sind. Dupliziere die Aufgabe, um andere zu stellen.',
  notQuestions: 'Aufgaben dieser Art haben keine Fragen.',
  tooMany: (max) => `Eine Aufgabe hat höchstens ${questionsOf(max)}. Entferne zuerst eine.`,
  passMarkWrong: 'Die Bestehensgrenze ist eine ganze Zahl von 1 bis 100.',
  outOfDate:
    'Diese Fragen wurden geändert, oder das Formular ist veraltet. Es wurde nichts gezählt: Drücke bei der Aufgabe auf *Erledigen* und beginne neu.',
  expired:
    'Deine Antworten waren 15 Minuten lang gespeichert, und die sind um. Es wurde nichts gezählt: Drücke bei der Aufgabe auf *Erledigen* und beginne neu.',
  unanswered: (at, max) =>
    `Frage ${String(at)} braucht eine Antwort mit 1 bis ${String(max)} sichtbaren Zeichen. Es wurde nichts gezählt: Drücke bei der Aufgabe auf *Erledigen* und versuche es noch einmal.`,
  kept: (page, of) =>
    `### Seite ${String(page)} von ${String(of)} ist gespeichert\nErst mit der letzten Seite zählt etwas. Deine Antworten bleiben 15 Minuten lang gespeichert.`,
  next: 'Nächste Seite',
  again: 'Diese Seite ändern',
  failed: (correct, total, title, passMark) =>
    `### Nicht bestanden\n${String(correct)} von ${String(total)} Antworten zu **${title}** waren richtig; nötig sind ${String(passMark)} %.`,
  panel: {
    title: (title) => `## Fragen von **${title}**`,
    passMark: (mark) => `Bestehensgrenze: **${String(mark)} %** der Fragen`,
    fixed: 'Mitglieder haben geantwortet: Die Fragen bleiben, wie sie sind.',
    lineOne: (options) => `eine von ${String(options)}`,
    lineSeveral: (options) => `mehrere von ${String(options)}`,
    lineText: 'eigene Worte',
    privacy: '-# Welche Antworten richtig sind, steht nur im Formular der Frage und nur für dich.',
    choose: 'Wähle eine Frage, um sie zu ändern',
    add: 'Frage hinzufügen',
    passMarkButton: 'Bestehensgrenze',
    preview: 'Vorschau',
    answers: 'Antworten',
    edit: 'Ändern',
    up: 'Nach oben',
    down: 'Nach unten',
    remove: 'Entfernen',
  },
  form: {
    add: 'Neue Frage',
    edit: (at) => `Frage ${String(at)}`,
    text: 'Frage',
    textHint: (max) => `Bis zu ${String(max)} Zeichen`,
    kind: 'Antworten',
    kinds: { one: 'Eine der Möglichkeiten', several: 'Mehrere der Möglichkeiten', text: 'In eigenen Worten' },
    options: 'Möglichkeiten',
    optionsHint: '2 bis 10, eine je Zeile; keine bei eigenen Worten',
    optionsHintQuiz: '2 bis 10, eine je Zeile, * vor dem Richtigen. Zum Beispiel: Rot ⏎ *Blau ⏎ Grün',
    passMark: 'Bestehensgrenze',
    passMarkLabel: 'Prozent der Fragen',
    passMarkHint: 'Eine ganze Zahl von 1 bis 100',
  },
  refused: '### Noch nicht gespeichert',
  refusedHint: 'Was du eingegeben hast, bleibt 15 Minuten lang gespeichert.',
  fix: 'Verbessern',
  faults: {
    text: (max, given) =>
      `**Frage**: 1 bis ${String(max)} sichtbare Zeichen${given > max ? `; deine hat ${String(given)}` : ''}.`,
    kind: '**Antworten**: Wähle, wie Mitglieder antworten.',
    options: (min, max, given) =>
      `**Möglichkeiten**: ${String(min)} bis ${String(max)}, eine je Zeile; du hast ${String(given)} angegeben.`,
    option: (max) => `**Möglichkeiten**: Jede hat 1 bis ${String(max)} sichtbare Zeichen.`,
    double: '**Möglichkeiten**: Zwei davon sind gleich.',
    oneRight: (given) =>
      `**Möglichkeiten**: Setze \`*\` vor die eine richtige, etwa \`*Blau\`; du hast ${String(given)} markiert.`,
    someRight: '**Möglichkeiten**: Setze `*` vor jede richtige, etwa `*Blau`; du hast keine markiert.',
  },
  preview: {
    title: (page, of) => `Vorschau, Seite ${String(page)} von ${String(of)}`,
    done: (page, of) =>
      `Das sehen Mitglieder auf Seite ${String(page)} von ${String(of)}. Es wurde nichts gezählt.`,
    next: 'Nächste Seite',
  },
  tally: {
    title: (title) => `## Antworten auf **${title}**`,
    total: (n) => `Von ${count(n, 'Mitglied', 'Mitgliedern')}`,
    nobody: 'Noch hat niemand geantwortet.',
    line: (option, n, percent) => `${option}: **${String(n)}** (${String(percent)} %)`,
    words: (n) => `${answersOf(n)} in eigenen Worten: Sie stehen in der Datei`,
    file: 'Alle Antworten als Datei',
    fileNote: (n) => `${answersOf(n)}, die neuesten zuerst, ohne Namen. Nur du siehst das.`,
    cut: 'Es gibt mehr: Dies sind die neuesten.',
    questions: 'Fragen',
    columns: { number: 'Nr.', at: 'Gesendet (UTC)' },
  },
};
