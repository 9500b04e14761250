import type { CardNoticesTexts } from '../en-US/card-notices.js';
import { count } from './amounts.js';

export const cardNotices: CardNoticesTexts = {
  cardNotice: {
    'task/channel-gone': (channel, title, others) =>
      `### Aufgaben ohne Kanal\nDen Kanal ${channel} gibt es nicht mehr, und mit ihm ${others === 0 ? `die Karte von **${title}**` : `die Karten von **${title}** und ${count(others, 'weiteren Aufgabe', 'weiteren Aufgaben')}`}. Ich habe sie angehalten. Mit \`/aufgabe verwalten\` kannst du sie in einem anderen Kanal veröffentlichen oder beenden.`,
    'task/no-access': (channel, title, others) =>
      `### In ${channel} kann ich keine Aufgaben mehr zeigen\nMir fehlt das Recht, den Kanal zu sehen oder dort zu schreiben. Angehalten habe ich deshalb **${title}**${others === 0 ? '' : ` und ${count(others, 'weitere Aufgabe', 'weitere Aufgaben')}`}. Gib mir dort **Kanal ansehen**, **Nachrichten senden** und **Nachrichtenverlauf anzeigen**, dann geht es von selbst weiter.`,
    'task/back': (channel, title, others) =>
      `✓ In ${channel} kann ich wieder Aufgaben zeigen: **${title}** ${others === 0 ? 'geht' : `und ${count(others, 'weitere Aufgabe', 'weitere Aufgaben')} gehen`} weiter.`,
    'task/deleted-often': (channel, title) =>
      `### Eine Karte wurde immer wieder gelöscht\nDie Karte von **${title}** in ${channel} wurde innerhalb einer Stunde dreimal gelöscht. Ich veröffentliche sie nicht noch einmal und habe die Aufgabe angehalten; mit \`/aufgabe verwalten\` geht sie weiter, oder endet.`,
    'task/closed': (channel, title) =>
      `### Eine Aufgabe wurde geschlossen\nDie Karte von **${title}** in ${channel} wurde gelöscht. Deshalb habe ich die Aufgabe geschlossen, wie es unter \`/community einrichten\` → *Beiträge* eingestellt ist. Was Mitglieder verdient haben, bleibt.`,
    'task/occurrence-waits': (channel, title) =>
      `### Eine Aufgabe wartet darauf, veröffentlicht zu werden\n**${title}** wiederholt sich, und das nächste Mal in ${channel} ist bereit. Auf diesem Server erscheinen Aufgaben nicht von selbst, deshalb wartet sie als Entwurf: Mit \`/aufgabe verwalten\` veröffentlichst du sie, und unter \`/community einrichten\` → *Beiträge* darf ich die nächsten selbst veröffentlichen.`,
    'allowlist/channel-gone': (channel, title, others) =>
      `### Allowlists ohne Kanal\nDen Kanal ${channel} gibt es nicht mehr, und mit ihm ${others === 0 ? `die Karte von **${title}**` : `die Karten von **${title}** und ${count(others, 'weiteren Allowlist', 'weiteren Allowlists')}`}. Ich habe sie pausiert. Mit \`/allowlist verwalten\` kannst du sie in einem anderen Kanal veröffentlichen, schließen oder zurückziehen.`,
    'allowlist/no-access': (channel, title, others) =>
      `### In ${channel} kann ich keine Allowlists mehr zeigen\nMir fehlt das Recht, den Kanal zu sehen oder dort zu schreiben. Pausiert habe ich deshalb **${title}**${others === 0 ? '' : ` und ${count(others, 'weitere Allowlist', 'weitere Allowlists')}`}. Gib mir dort **Kanal ansehen**, **Nachrichten senden** und **Nachrichtenverlauf anzeigen**, dann geht es von selbst weiter.`,
    'allowlist/back': (channel, title, others) =>
      `✓ In ${channel} kann ich wieder Allowlists zeigen: **${title}** ${others === 0 ? 'geht' : `und ${count(others, 'weitere Allowlist', 'weitere Allowlists')} gehen`} weiter.`,
    'allowlist/deleted-often': (channel, title) =>
      `### Eine Karte wurde immer wieder gelöscht\nDie Karte von **${title}** in ${channel} wurde innerhalb einer Stunde dreimal gelöscht. Ich veröffentliche sie nicht noch einmal und habe die Allowlist pausiert; mit \`/allowlist verwalten\` kannst du sie fortsetzen, schließen oder zurückziehen.`,
    'allowlist/closed': (channel, title) =>
      `### Eine Allowlist wurde zurückgezogen\nDie Karte von **${title}** in ${channel} wurde gelöscht. Deshalb habe ich die Allowlist zurückgezogen, wie es unter \`/community einrichten\` → *Beiträge* eingestellt ist. Ausgelost wird nichts, und wer bezahlt hat, bekommt die Punkte zurück.`,
    'allowlist/draw-channel': (channel, title) =>
      `### Eine Auslosung wartet\nIn ${channel}, wo die Auslosung von **${title}** bekannt gegeben werden muss, kann ich nicht schreiben. Gib mir dort **Kanal ansehen**, **Nachrichten senden** und **Nachrichtenverlauf anzeigen**, dann geht sie von selbst weiter; oder wähle mit \`/allowlist auslosen\` einen anderen Kanal. An ihrem Ergebnis ändert sich bis dahin nichts.`,
    'allowlist/draw-beacon': (channel, title) =>
      `### Eine Auslosung wartet\nDie Auslosung von **${title}** in ${channel} wartet auf die öffentliche Zufallszahl von drand, die sich verspätet. Sie nimmt genau diese, sobald es sie gibt, und keine andere.`,
    'allowlist/draw-check': (channel, title) =>
      `### Eine Auslosung wartet\nFür die Auslosung von **${title}** in ${channel} lässt sich gerade nicht feststellen, ob ein Gewinner die Bedingungen noch erfüllt. Ich versuche es weiter; niemand verliert deshalb seinen Platz.`,
    'allowlist/draw-stuck': (channel, title) =>
      `### Eine Auslosung kann nicht weitergehen\nDie Auslosung von **${title}** in ${channel} muss den Startwert und die Liste nehmen, die festgelegt wurden, und eines davon kann ich nicht lesen. Etwas anderes tritt nie an seine Stelle. Sag es denen, die diesen Bot betreiben: Das Protokoll nennt, was fehlt und warum. Meist fehlt ein Schlüssel in \`DISCORD_TOKEN_ENCRYPTION_KEY\`, oder es fehlen Zeilen der Datenbank. Ist das wieder da, mache ich von selbst weiter, innerhalb einer Stunde; bis dahin zeigt die Seite der Auslosung, dass sie überfällig ist.`,
    'allowlist/pick': (channel, title) =>
      `### Wähle die Gewinner aus\n**${title}** in ${channel} nimmt keine Bewerbungen mehr an. Mit \`/allowlist auslosen\` siehst du sie und wählst aus, wer gewinnt.`,
    'allowlist/pick-again': (channel, title) =>
      `### Ein Platz ist wieder frei\nEin Gewinner von **${title}** in ${channel} hat seinen Platz nicht mehr. Mit \`/allowlist auslosen\` kannst du jemand anderen auswählen.`,
    'allowlist/held': (channel, title) =>
      `### Einträge warten auf eine Entscheidung\nEinträge bei **${title}** in ${channel} sehen ungewöhnlich aus, und jemand aus dem Team muss über sie entscheiden. \`/allowlist verwalten\` → *Zurückgehaltene* zeigt, warum. Was beim Schluss der Liste offen ist, fällt heraus.`,
  },
};
