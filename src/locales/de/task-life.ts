import type { TaskLifeTexts } from '../en-US/task-life.js';
import { count } from './amounts.js';

export const taskLife: TaskLifeTexts = {
  taskLife: {
    refused: {
      draft: 'Diese Aufgabe ist noch nicht veröffentlicht.',
      scheduled: 'Diese Aufgabe ist schon geplant.',
      active: 'Diese Aufgabe ist schon offen.',
      paused: 'Diese Aufgabe ist angehalten.',
      completed: 'Diese Aufgabe ist vorbei: alle Plätze wurden vergeben.',
      expired: 'Diese Aufgabe ist vorbei.',
      cancelled: 'Diese Aufgabe wurde zurückgezogen.',
    },
    endPassed: (when) =>
      `Diese Aufgabe hätte ${when} geendet. Gib ihr erst ein anderes Ende, dann veröffentliche sie.`,
    startAfterEnd:
      'Diese Aufgabe würde enden, bevor sie beginnt. Gib ihr erst einen anderen Anfang oder ein anderes Ende.',
    sameDay:
      'An diesem Tag beginnt schon eine andere Wiederholung dieser Aufgabe. Wähle einen anderen Anfang.',
    longerThanSeries: {
      daily:
        'Eine Aufgabe, die sich täglich wiederholt, kann höchstens einen Tag offen sein. Gib ihr ein früheres Ende.',
      weekly:
        'Eine Aufgabe, die sich wöchentlich wiederholt, kann höchstens eine Woche offen sein. Gib ihr ein früheres Ende.',
    },
  },
  managePost: {
    notOurs:
      'Das ist weder eine Aufgabe noch eine Allowlist von mir auf diesem Server. Wähle *Beitrag verwalten* auf einer, die ich hier veröffentlicht habe.',
    states: {
      draft: 'Noch nicht veröffentlicht',
      scheduled: 'Noch nicht offen',
      active: '**Offen**',
      paused: 'Angehalten',
      completed: 'Vorbei: alle Plätze waren vergeben',
      expired: 'Vorbei',
      cancelled: 'Zurückgezogen: niemand kann sie erledigen',
      notLinked: 'Angehalten: Dieser Server ist nicht mehr mit der Community dieser Aufgabe verbunden',
    },
    completions: (n) => `von ${count(n, 'Mitglied', 'Mitgliedern')} erledigt`,
    waiting: (n) => `${count(n, 'Einsendung wartet', 'Einsendungen warten')} auf die Prüfung`,
    views: (n) => `Details von ${count(n, 'Mitglied', 'Mitgliedern')} geöffnet`,
    repeats: {
      daily:
        'Wiederholt sich täglich. *Jetzt beenden* beendet diese Wiederholung, *Zurückziehen* die ganze Reihe.',
      weekly:
        'Wiederholt sich wöchentlich. *Jetzt beenden* beendet diese Wiederholung, *Zurückziehen* die ganze Reihe.',
    },
    review: 'Wartende Einsendungen prüfen',
    noReview: 'Deine Rollen dürfen hier keine Einsendungen prüfen.',
    edit: 'Bearbeiten',
    finish: 'Fertigstellen und veröffentlichen',
    moves: {
      start: 'Jetzt öffnen',
      pause: 'Anhalten',
      resume: 'Fortsetzen',
      end: 'Jetzt beenden',
      cancel: 'Zurückziehen …',
    },
    done: {
      start: '✓ Die Aufgabe ist jetzt offen.',
      pause:
        '✓ Die Aufgabe ist angehalten. Niemand kann mitmachen, bis du sie fortsetzt; ihr Ende bleibt, wie es war.',
      resume: '✓ Die Aufgabe ist wieder offen.',
      end: '✓ Die Aufgabe ist vorbei. Was auf die Prüfung wartet, kann noch entschieden werden.',
      cancel: '✓ Die Aufgabe ist zurückgezogen. Wer sie erledigt hat, behält die Punkte.',
    },
    sureToCancel: (title) =>
      `### Diese Aufgabe zurückziehen?\n**${title}** wird endgültig geschlossen, und wo sie sich wiederholt, folgt nichts mehr. Wer sie erledigt hat, behält die Punkte. Das lässt sich nicht rückgängig machen.`,
    cancelIt: 'Ja, zurückziehen',
    keepIt: 'Behalten',
    changeEnd: 'Ende ändern',
    ending: {
      label: 'Neues Ende',
      hint: (zone) => `Datum und Uhrzeit (${zone}) oder wie lange ab jetzt, etwa 7d oder 12h`,
      done: (when, relative) => `✓ Die Aufgabe endet jetzt ${when} (${relative}).`,
    },
  },
  manageTasks: {
    newest:
      '## Deine neuesten Aufgaben\n-# Um eine andere zu finden, gib Wörter aus ihrem Titel in die Option *aufgabe* ein.',
    found: (words) => `## Aufgaben zu „${words}“`,
    none: 'Hier gibt es keinen Entwurf und keine offene Aufgabe. `/aufgabe erstellen` macht eine.',
    noneFound: (words) => `Keine Aufgabe hier hat die Wörter „${words}“ in ihren Texten.`,
    choose: 'Aufgabe wählen',
    short: {
      draft: 'Entwurf',
      scheduled: 'geplant',
      active: 'offen',
      paused: 'angehalten',
      completed: 'vorbei, voll',
      expired: 'vorbei',
      cancelled: 'zurückgezogen',
    },
  },
  taskTiming: {
    title: 'Zeiten und Wiederholung',
    starts: 'Beginnt',
    startsHint: (zone) => `Leer: beim Veröffentlichen. Oder ein Datum (${zone}), oder in welcher Zeit`,
    newStartHint: (zone) => `Ein Datum mit Uhrzeit (${zone}), oder in welcher Zeit, etwa 2d oder 12h`,
    ends: 'Endet',
    endsHint: (zone) => `Ein Datum mit Uhrzeit (${zone}), oder wie lange sie offen ist, etwa 7d`,
    repeats: 'Wiederholt sich',
    repeatsHint: (zone) => `Jedes Mal als neuer Beitrag, zur selben Uhrzeit (${zone})`,
    each: { never: 'Nein', daily: 'Jeden Tag', weekly: 'Jede Woche' },
    opens: (when, relative) => `Beginnt am ${when} (${relative})`,
    opensWhenPosted: 'Beginnt, sobald sie veröffentlicht ist',
    closes: (when, relative) => `Endet am ${when} (${relative})`,
    openFor: (length) => `Von da an offen für ${length}`,
    comes: {
      never: 'Wiederholt sich nicht',
      daily: 'Wiederholt sich jeden Tag, zur selben Uhrzeit',
      weekly: 'Wiederholt sich jede Woche, zur selben Uhrzeit',
    },
    zone: (zone) => `Zeitzone: ${zone}`,
  },
  timingFaults: {
    form: (zone) =>
      `gib ein Datum ein wie \`2026-12-24 18:00\` oder \`24.12.2026 18:00\` (${zone}), oder eine Dauer wie \`7d\`, \`12h\` oder \`1d 12h\`.`,
    'no-such-time': 'diesen Tag oder diese Uhrzeit gibt es nicht.',
    skipped: 'an diesem Tag wird die Uhr über diese Zeit hinweg vorgestellt. Wähle eine andere.',
    twice: 'an diesem Tag wird die Uhr zurückgestellt und zeigt diese Zeit zweimal an. Wähle eine andere.',
    past: 'das ist schon vorbei. Wähle einen Zeitpunkt, der noch kommt.',
    beforeStart: 'das liegt vor dem Anfang der Aufgabe.',
    tooFar: 'höchstens ein Jahr im Voraus.',
    length: 'eine Aufgabe ist mindestens 1 Stunde und höchstens 365 Tage offen.',
    meanwhile: (when) =>
      `Jemand anders hat das Ende inzwischen geändert: Es ist jetzt ${when}. *Verbessern* öffnet das Formular mit dem, was du eingegeben hast.`,
  },
};
