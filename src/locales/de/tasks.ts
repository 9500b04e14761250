import type { TaskTexts } from '../en-US/tasks.js';
import { count, points } from './amounts.js';

export const tasks: TaskTexts = {
  completion: {
    verified: (n, title) => `### Geschafft! +${points(n)}\nDu hast **${title}** erledigt.`,
    submitted: (title) =>
      `### Zur Prüfung gesendet\nDein Beleg für **${title}** ist bei der Moderation. *Einzelheiten* an der Aufgabe zeigt dir den Stand.`,
  },
  details: {
    yours: '**Du**',
    notStarted: 'Noch nicht erledigt.',
    pending: (when) => `Dein Beleg wurde ${when} gesendet und wartet auf die Prüfung.`,
    verified: (n, when) => `Erledigt ${when}: +${points(n)}.`,
    rejected: (reason, when) =>
      `Abgelehnt ${when}: „${reason}“. Du kannst *Erledigen* drücken und es noch einmal versuchen.`,
    postedBy: (who, when) => `Veröffentlicht von ${who} ${when}`,
  },
  proofForm: {
    label: 'Beleg',
    hint: 'Ein Link, ein Name oder eine kurze Antwort, die zeigt, dass du es getan hast',
  },
  tasks: {
    openTitle: '## Offene Aufgaben',
    mineTitle: '## Deine Aufgaben',
    noneOpen: 'Gerade ist keine Aufgabe offen. Schau später wieder vorbei!',
    noneMine: 'Du hast noch bei keiner Aufgabe mitgemacht. `/aufgaben` zeigt, was offen ist.',
    state: {
      none: 'noch offen',
      pending: 'in Prüfung',
      verified: 'erledigt ✓',
      rejected: 'abgelehnt – noch einmal versuchen',
      spent: 'abgelehnt – kein Versuch übrig',
    },
    line: (reward, when, state) => `${points(reward)} · ${when} · ${state}`,
  },
  managePost: {
    notOurs:
      'Das ist keine Aufgabe von mir auf diesem Server. Wähle *Beitrag verwalten* auf einer Aufgabe, die ich hier veröffentlicht habe.',
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
    review: 'Wartende Einsendungen prüfen',
    nothingToDo: 'Gerade ist nichts zu tun.',
    noReview: 'Deine Rollen dürfen hier keine Einsendungen prüfen.',
  },
};
