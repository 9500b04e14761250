import type { DoctorTexts, ServerNoticeTexts } from '../en-US/doctor.js';
import { count } from './amounts.js';

export const doctor: DoctorTexts = {
  allWell: '### ✓ Alles in Ordnung',
  toFix: (problems) => `### ${count(problems, 'Sache ist', 'Sachen sind')} zu tun`,
  again: 'Noch einmal prüfen',
  permissions: {
    viewChannel: '**Kanal ansehen**',
    sendMessages: '**Nachrichten senden**',
    embedLinks: '**Links einbetten**',
    attachFiles: '**Dateien anhängen**',
    readMessageHistory: '**Nachrichtenverlauf anzeigen**',
  },
  problems: {
    channelGone: (what) =>
      `**${what}**: Diesen Kanal gibt es nicht mehr. Wähle unter *Kanäle* einen anderen.`,
    channelKind: (what, channel) =>
      `**${what}**: ${channel} ist kein Text- oder Ankündigungskanal mehr. Wähle unter *Kanäle* einen anderen.`,
    channelClosed: (what, channel, bot, missing) =>
      `**${what}**: In ${channel} kann ich nicht arbeiten. Öffne **Kanal bearbeiten → Berechtigungen → Erweiterte Berechtigungen**, füge ${bot} hinzu und setze ein ✓ bei ${missing}.`,
    rolesGone: (n) =>
      `Nicht mehr auf diesem Server: ${count(n, 'Rolle', 'Rollen')} mit Rechten. Aus den Einstellungen nehme ich das von selbst heraus.`,
    givenRolesGone: (n) =>
      `Nicht mehr auf diesem Server: ${count(n, 'Rolle', 'Rollen')}, die eine Aufgabe verspricht. Bearbeite die Aufgabe: Wähle eine andere Rolle oder keine.`,
    rolesNotManaged: (bot) =>
      `Ich darf keine Rollen vergeben. Öffne **Servereinstellungen → Rollen**, wähle die Rolle von ${bot} und schalte **Rollen verwalten** ein.`,
    roleOrder: (roles, bot) =>
      `${roles} kann ich nicht vergeben, da sie über mir stehen. Öffne **Servereinstellungen → Rollen** und ziehe die Rolle von ${bot} darüber.`,
  },
  hints: {
    noDefaultChannel:
      'Es ist kein Standardkanal gewählt: `/aufgabe erstellen` veröffentlicht dort, wo der Befehl gegeben wird. Unter *Kanäle* kannst du einen wählen.',
    commandsHidden: (roles, commands, bot) =>
      `Discord verbirgt ${commands} vor ${roles}. Um das zu ändern, öffne **Servereinstellungen → Integrationen** → ${bot}, wähle den Befehl, drücke **Rollen oder Mitglieder hinzufügen** und nimm die Rolle. *Beitrag verwalten* (Rechtsklick auf einen Beitrag, dann **Apps**) geht auch ohne das.`,
    commandsUnknown: 'Discord hat nicht gesagt, wer die Befehle sieht. Drücke gleich *Noch einmal prüfen*.',
  },
  well: {
    channel: (what, channel) => `✓ **${what}**: In ${channel} kann ich arbeiten.`,
    roleOrder: '✓ **Reihenfolge der Rollen**: Ich vergebe hier keine, also passt jede.',
    givenRoles: '✓ **Rollen**: Ich kann jede Rolle vergeben, die eine Aufgabe verspricht.',
    commands: '✓ **Befehle**: Alle, deren Rolle Rechte hat, sehen sie.',
  },
  more: (n) => `und ${String(n)} weitere`,
};

export const serverNotice: ServerNoticeTexts = {
  problems: (server) => `### Auf ${server} kann ich nicht wie eingerichtet arbeiten`,
  check:
    '`/community einrichten` → *Prüfung* zeigt jederzeit, wie es steht. Ich sehe auch von selbst wieder nach.',
  recovered: (server) => `✓ Auf ${server} ist alles wieder in Ordnung.`,
  channelLost: (server, what) =>
    `Ein Kanal von ${server} wurde gelöscht; ich habe ihn aus den Einstellungen genommen. Er war: **${what}**. Wähle mit \`/community einrichten\` einen anderen.`,
  roleLost: (server) =>
    `Eine Rolle von ${server} wurde gelöscht; mit ihr gingen die Rechte, die ihre Mitglieder hier hatten. \`/community einrichten\` → *Rollen* zeigt, wer was darf.`,
};
