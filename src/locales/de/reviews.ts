import type { ReviewTexts } from '../en-US/reviews.js';
import { count, points } from './amounts.js';

export const reviews: ReviewTexts = {
  review: {
    title: '## Prüfen',
    empty: 'Nichts wartet auf Prüfung. ✓',
    waiting: (n) => count(n, 'Einsendung wartet', 'Einsendungen warten'),
    from: (who, when) => `Von ${who}, gesendet ${when}`,
    history: (verified, rejected) =>
      `Bisher: ${String(verified)} angenommen, ${String(rejected)} abgelehnt in dieser Community`,
    approve: 'Annehmen',
    reject: 'Ablehnen',
    skip: 'Überspringen',
    approved: (who, n) => `✓ Angenommen: ${who} bekommt ${points(n)}.`,
    rejected: (who) => `Abgelehnt. ${who} sieht deine Begründung.`,
    reasonTitle: 'Diese Einsendung ablehnen',
    reasonLabel: 'Begründung',
    reasonHint: 'Das Mitglied liest sie',
    attempt: (n) => `${String(n)}. Versuch`,
    usualWait: (time) => `meist entschieden innerhalb von ${time}`,
    // Nach „innerhalb von“.
    minutes: (n) => count(n, 'Minute', 'Minuten'),
    hours: (n) => count(n, 'Stunde', 'Stunden'),
    days: (n) => count(n, 'Tag', 'Tagen'),
    sentAnew: 'Das Mitglied hat seitdem etwas anderes gesendet. Öffne die Liste neu, um es zu sehen.',
    allTasks: 'Alle Aufgaben',
    ofTask: 'Nur die Einsendungen einer Aufgabe',
    queue: 'Liste öffnen',
    toQueue: 'Zur Liste',
    back: 'Zurück',
    moreWait:
      'Es warten mehr, als ich hier zeige. Jede Einsendung bekommt ihre Karte, sobald diese entschieden sind; `/aufgabe pruefen` hat alle.',
    somebody: 'jemandem aus der Moderation',
    cardApproved: (who, by, when) => `✓ ${who}: angenommen von ${by} ${when}`,
    cardRejected: (who, by, when, reason) => `✗ ${who}: abgelehnt von ${by} ${when}: „${reason}“`,
    bulk: {
      ask: (n) => `Alle ${n.toLocaleString('de-DE')} annehmen …`,
      title: (n, task, reward) =>
        `### ${count(n, 'Einsendung', 'Einsendungen')} für ${task} annehmen?\nJedes Mitglied bekommt ${reward}. Die ältesten:`,
      more: (n) => `und ${n.toLocaleString('de-DE')} weitere`,
      meant: 'Was ab jetzt gesendet wird, gehört nicht dazu, und nichts von dir selbst.',
      yes: (n) => `Ja, ${n.toLocaleString('de-DE')} annehmen`,
      nothing: (task) => `Für ${task} wartet nichts, worüber du entscheiden darfst.`,
      done: (n, task) =>
        n === 0
          ? `Für ${task} war nichts mehr anzunehmen: andere waren schneller.`
          : `### ✓ ${count(n, 'Einsendung', 'Einsendungen')} für ${task} angenommen\nPunkte und Nachrichten folgen von selbst.`,
    },
  },
  notice: {
    approved: (n, title, server) =>
      `✓ Dein Beleg für **${title}** auf **${server}** wurde angenommen: +${points(n)}.`,
    rejected: (title, server, reason, next) =>
      `Dein Beleg für **${title}** auf **${server}** wurde nicht angenommen: „${reason}“. ${next}`,
  },
  untold: {
    title: '### Inzwischen entschieden',
    approved: (title, n) => `✓ **${title}**: Dein Beleg wurde angenommen, +${points(n)}.`,
    rejected: (title, reason) => `✗ **${title}**: Dein Beleg wurde nicht angenommen: „${reason}“.`,
    more: 'Es gibt noch mehr: `/aufgaben` zeigt alles unter deinen eigenen.',
    why: 'Ich sage es dir hier, weil ich dir keine Direktnachricht schicken konnte.',
  },
};
