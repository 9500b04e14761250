import type { TaskCardTexts } from '../en-US/task-card.js';
import { count, points } from './amounts.js';

export const taskCard: TaskCardTexts = {
  taskCard: {
    reward: (n) => `**${points(n)}**`,
    standing: {
      opens: (when) => `öffnet ${when}`,
      ends: (when) => `endet ${when}`,
      pausedUntil: (when) => `angehalten · endet ${when}`,
      ended: (when) => `endete ${when}`,
      full: 'vorbei: alle Plätze sind vergeben',
      withdrawn: 'zurückgezogen',
    },
    closed: {
      scheduled: (when) => `⏳ Noch nicht offen: Sie öffnet ${when}.`,
      full: 'Alle Plätze sind vergeben. Wird einer frei, kannst du wieder mitmachen.',
      paused: '⏸️ Angehalten: Vorerst kann sie niemand erledigen.',
      completed: '✓ Vorbei: Alle Plätze waren vergeben.',
      expired: 'Vorbei: Die Zeit ist um.',
      cancelled: 'Zurückgezogen: Niemand kann sie mehr erledigen.',
      notLinked:
        'Dieser Server ist nicht mehr mit seiner Community verbunden: Vorerst kann niemand diese Aufgabe erledigen.',
    },
    trouble: {
      channel_gone:
        'Angehalten: Der Kanal ihrer Karte wurde gelöscht. Die Verwaltung muss einen anderen wählen.',
      no_access:
        'Angehalten: Im Kanal ihrer Karte kann ich nichts veröffentlichen. Sobald ich es kann, geht sie weiter.',
      removed:
        'Angehalten: Ihre Karte wurde immer wieder gelöscht. Die Verwaltung kann sie weitergehen lassen.',
    },
    needs: '**Du brauchst**',
    moreNeeds: (n) => `… und ${String(n)} weitere: drücke *Einzelheiten*`,
    campaign: (name) => `Kampagne: ${name}`,
    completed: (n) =>
      n === 0
        ? 'Noch niemand hat sie erledigt. Sei die erste Person!'
        : `Von **${count(n, 'Mitglied', 'Mitgliedern')}** erledigt`,
    places: (taken, all) => `**${taken}** von **${all}** Plätzen vergeben`,
    howJoin: 'Drücke *Erledigen*: du musst nur auf diesem Server sein.',
    howRole: (role) => `Drücke *Erledigen*: du brauchst die Rolle ${role}.`,
    howProof: 'Drücke *Erledigen* und sende deinen Beleg. Die Moderation sieht ihn sich an.',
    complete: 'Erledigen',
    details: 'Einzelheiten',
  },
};
