import type { TaskTexts } from '../en-US/tasks.js';
import { count, points } from './amounts.js';

export const tasks: TaskTexts = {
  taskForm: {
    title: 'Neue Aufgabe',
    titleLabel: 'Titel',
    titleHint: (max) => `Bis zu ${String(max)} Zeichen`,
    descriptionLabel: 'Beschreibung',
    descriptionHint: (max) => `Was zu tun ist, in bis zu ${String(max)} Zeichen`,
    pointsLabel: 'Punkte',
    pointsHint: (min, max) => `Eine ganze Zahl von ${min} bis ${max}`,
    roleLabel: 'Rolle, die es dazu braucht',
    roleHint: 'Ohne sie genügt es, auf dem Server zu sein',
    durationLabel: 'Offen für',
    durationHint: 'Zum Beispiel 7d, 12h oder 90m; 1 Stunde bis 1 Jahr',
    refused: '### Noch nicht veröffentlicht',
    refusedHint: 'Was du getippt hast, bleibt erhalten.',
    fix: 'Verbessern',
    faults: {
      title: (max, given) =>
        `**Titel**: 1 bis ${String(max)} sichtbare Zeichen${given > max ? `; deiner hat ${String(given)}` : ''}.`,
      description: (max, given) =>
        `**Beschreibung**: 1 bis ${String(max)} sichtbare Zeichen${given > max ? `; deine hat ${String(given)}` : ''}.`,
      points: (min, max) => `**Punkte**: eine ganze Zahl von ${min} bis ${max}.`,
      duration: '**Offen für**: 1 Stunde bis 1 Jahr, getippt wie `7d`, `12h`, `90m` oder `1d 12h`.',
    },
    posted: (title, channel) => `### Veröffentlicht\n**${title}** ist offen in ${channel}.`,
    postedSoon: 'Die Aufgabe ist gespeichert und erscheint gleich.',
  },
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
