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
  cardNotice: {
    'channel-gone': (channel, title, others) =>
      `### Aufgaben ohne Kanal\nDen Kanal ${channel} gibt es nicht mehr, und mit ihm ${others === 0 ? `die Karte von **${title}**` : `die Karten von **${title}** und ${count(others, 'weiteren Aufgabe', 'weiteren Aufgaben')}`}. Ich habe sie angehalten. Mit \`/aufgabe verwalten\` kannst du sie in einem anderen Kanal veröffentlichen oder beenden.`,
    'no-access': (channel, title, others) =>
      `### In ${channel} kann ich keine Aufgaben mehr zeigen\nMir fehlt das Recht, den Kanal zu sehen oder dort zu schreiben. Angehalten habe ich deshalb **${title}**${others === 0 ? '' : ` und ${count(others, 'weitere Aufgabe', 'weitere Aufgaben')}`}. Gib mir dort **Kanal ansehen**, **Nachrichten senden** und **Nachrichtenverlauf anzeigen**, dann geht es von selbst weiter.`,
    back: (channel, title, others) =>
      `✓ In ${channel} kann ich wieder Aufgaben zeigen: **${title}** ${others === 0 ? 'geht' : `und ${count(others, 'weitere Aufgabe', 'weitere Aufgaben')} gehen`} weiter.`,
    'deleted-often': (channel, title) =>
      `### Eine Karte wurde immer wieder gelöscht\nDie Karte von **${title}** in ${channel} wurde innerhalb einer Stunde dreimal gelöscht. Ich veröffentliche sie nicht noch einmal und habe die Aufgabe angehalten; mit \`/aufgabe verwalten\` geht sie weiter, oder endet.`,
    closed: (channel, title) =>
      `### Eine Aufgabe wurde geschlossen\nDie Karte von **${title}** in ${channel} wurde gelöscht. Deshalb habe ich die Aufgabe geschlossen, wie es unter \`/community einrichten\` → *Beiträge* eingestellt ist. Was Mitglieder verdient haben, bleibt.`,
    'occurrence-waits': (channel, title) =>
      `### Eine Aufgabe wartet darauf, veröffentlicht zu werden\n**${title}** wiederholt sich, und das nächste Mal in ${channel} ist bereit. Auf diesem Server erscheinen Aufgaben nicht von selbst, deshalb wartet sie als Entwurf: Mit \`/aufgabe verwalten\` veröffentlichst du sie, und unter \`/community einrichten\` → *Beiträge* darf ich die nächsten selbst veröffentlichen.`,
    'draw-channel': (channel, title) =>
      `### Eine Auslosung wartet\nIn ${channel}, wo die Auslosung von **${title}** bekannt gegeben werden muss, kann ich nicht schreiben. Gib mir dort **Kanal ansehen**, **Nachrichten senden** und **Nachrichtenverlauf anzeigen**, dann geht sie von selbst weiter. An ihrem Ergebnis ändert sich bis dahin nichts.`,
    'draw-beacon': (channel, title) =>
      `### Eine Auslosung wartet\nDie Auslosung von **${title}** in ${channel} wartet auf die öffentliche Zufallszahl von drand, die sich verspätet. Sie nimmt genau diese, sobald es sie gibt, und keine andere.`,
    'draw-check': (channel, title) =>
      `### Eine Auslosung wartet\nFür die Auslosung von **${title}** in ${channel} lässt sich gerade nicht feststellen, ob ein Gewinner die Bedingungen noch erfüllt. Ich versuche es weiter; niemand verliert deshalb seinen Platz.`,
  },
};
