import type { TaskLifeTexts } from '../en-US/task-life.js';

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
};
