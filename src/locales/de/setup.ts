import type { SettingsTexts, SetupTexts } from '../en-US/setup.js';
import { count } from './amounts.js';

export const setup: SetupTexts = {
  title: (server) => `## ${server} einrichten`,
  saved: 'Jede Wahl ist sofort gespeichert. Nur du siehst diese Nachricht.',
  pages: {
    channels: 'Kanäle',
    roles: 'Rollen',
    posting: 'Beiträge',
    language: 'Sprache & Zeit',
    check: 'Prüfung',
  },
  channels: {
    placeholder: 'Keiner; wähle einen Kanal',
    names: {
      defaultChannel: 'Standardkanal',
      announcementChannel: 'Ankündigungen',
      reviewChannel: 'Prüfungen',
      logChannel: 'Protokoll',
    },
    hints: {
      defaultChannel: 'Hier erscheinen Aufgaben, wenn kein anderer Kanal genannt wird.',
      announcementChannel: 'Hier steht, dass es Gewinner gibt; genannt werden sie im Kanal ihrer Allowlist.',
      reviewChannel: 'Hier erfahren Moderatoren von Belegen, die warten.',
      logChannel: 'Hier melde ich Probleme; am besten dort, wo nur Moderatoren lesen.',
    },
  },
  roles: {
    title: '### Wer was darf',
    managers: 'Wer **Server verwalten** darf, darf alles. Anderen gibst du Rechte über ihre Rollen:',
    nobody: 'Noch hat keine Rolle eigene Rechte.',
    everything: 'alles davon',
    choose: 'Rolle hinzufügen oder ändern',
    edit: (role) => `**Was dürfen Mitglieder mit ${role}?** Ohne Auswahl fällt die Rolle heraus.`,
    nothing: 'Nichts',
    remove: 'Rolle herausnehmen',
    done: 'Fertig',
  },
  posting: {
    title: '### Was ich von selbst veröffentliche',
    notices: '### Was ich melde',
    on: (what) => `**${what}: an**`,
    off: (what) => `**${what}: aus**`,
    turnOn: 'Einschalten',
    turnOff: 'Ausschalten',
    cardDeleted: '**Wenn jemand die Karte einer offenen Aufgabe löscht:**',
    onCardDeleted: { repost: 'Die Karte neu veröffentlichen', close: 'Die Aufgabe schließen' },
    names: {
      tasks: 'Neue Aufgaben der Plattform',
      allowlists: 'Neue Allowlists der Plattform',
      reviews: 'Wartende Belege',
      winners: 'Gewinner',
      problems: 'Probleme',
    },
    hints: {
      tasks: 'Aufgaben, die außerhalb von Discord entstehen, erscheinen im Standardkanal.',
      allowlists: 'Allowlists, die außerhalb von Discord entstehen, erscheinen im Standardkanal.',
      reviews: 'Im Kanal für Prüfungen, wenn jemand einen Beleg geschickt hat.',
      winners: 'Im Kanal für Ankündigungen, nach einer Auslosung.',
      problems: 'Im Protokoll, wenn ein Kanal oder ein Recht verloren geht, und wenn alles wieder gut ist.',
    },
  },
  language: {
    name: 'Deutsch',
    language: '**Sprache** von Karten und Mitteilungen. Antworten liest jedes Mitglied in seiner eigenen.',
    asServer: (language) => `Wie der Server: ${language}`,
    zone: '**Zeitzone**, in der Daten eingegeben werden. Alle lesen sie in ihrer eigenen.',
    otherZone: 'Andere Zeitzone…',
    age: '**Mindestalter des Kontos**: Neuere Discord-Konten machen nicht mit. Das hält Wegwerf-Konten fern.',
    days: (days) => count(days, 'Tag', 'Tage'),
    anyAge: 'Jedes Alter',
    otherAge: 'Andere Zahl…',
  },
  typed: {
    timezone: {
      title: 'Zeitzone eingeben',
      label: 'Zeitzone',
      hint: 'Wie in der IANA-Liste, etwa Europe/Berlin; die Stadt allein genügt',
    },
    minimumAccountAge: {
      title: 'Mindestalter des Kontos',
      label: 'Tage',
      hint: 'Eine ganze Zahl von 0 (jedes Alter) bis 3.650',
    },
  },
  refused: {
    channel: 'Das ist kein Text- oder Ankündigungskanal dieses Servers. Wähle einen anderen.',
    everyone:
      '@everyone kann diese Rechte nicht haben: Wähle eine Rolle, die nur Leute haben, denen ihr traut.',
    automaticRole:
      'Diese Rolle kommt von einer App, einem Abo oder einem verknüpften Konto, nicht von euch. Wähle eine, die ihr selbst vergebt.',
    roleGone: 'Diese Rolle gibt es nicht mehr. Wähle eine andere.',
    tooManyRoles: (max) =>
      `Höchstens ${String(max)} Rollen können Rechte haben. Nimm zuerst eine andere heraus.`,
    timezone:
      'Diese Zeitzone kenne ich nicht. Gib sie wie in der IANA-Liste ein, etwa `Europe/Berlin`, `America/New_York` oder `UTC`; die Stadt allein genügt.',
    accountAge: (max) => `Das Mindestalter ist eine ganze Zahl von Tagen, von 0 bis ${max}.`,
  },
};

export const settings: SettingsTexts = {
  title: (server) => `## Einstellungen von ${server}`,
  community: (name, who, when) => `Community **${name}**, ${when} von ${who} verbunden.`,
  channels: '### Kanäle',
  line: (name, value) => `**${name}**: ${value}`,
  none: 'keiner',
  on: 'an',
  off: 'aus',
  more: '### Sonst',
  language: 'Sprache',
  timezone: 'Zeitzone',
  accountAge: 'Mindestalter des Kontos',
  cardDeleted: 'Wenn eine Karte gelöscht wird',
  healthy: (when) => `✓ Alles ging, als ich zuletzt nachsah, ${when}.`,
  unhealthy: (when) => `⚠️ Etwas ist zu tun, wie ich ${when} sah: Drücke *Prüfung*.`,
  unchecked: 'Ich habe noch nicht nachgesehen, ob alles geht: Drücke *Prüfung*.',
  change: 'Um etwas zu ändern, drücke seine Seite.',
};
