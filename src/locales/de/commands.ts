import type { CommandTexts } from '../en-US/commands.js';

export const commands: CommandTexts = {
  community: { name: 'community', description: 'Diesen Server verbinden und einrichten' },
  communityLink: {
    name: 'verbinden',
    description: 'Diesen Server mit einer Community verbinden: einer neuen oder der früheren',
    options: {
      name: { name: 'name', description: 'Wie deine Community heißt (ohne Angabe: wie der Server)' },
      description: { name: 'beschreibung', description: 'Ein Satz über sie' },
      code: { name: 'code', description: 'Um eine Community zu übernehmen: der Code ihrer Verwaltung' },
    },
  },
  communitySetup: {
    name: 'einrichten',
    description: 'Kanäle, Rollen, Sprache und mehr wählen, und prüfen, ob alles geht',
  },
  communitySettings: {
    name: 'einstellungen',
    description: 'Sehen, was hier eingestellt ist und wer was darf',
  },
  communityUnlink: {
    name: 'trennen',
    description: 'Diesen Server von seiner Community trennen; umkehrbar',
  },
  communityTransfer: {
    name: 'umziehen',
    description: 'Die Community und ihre Punkte auf einen anderen Server bringen',
  },
  communityAudit: {
    name: 'protokoll',
    description: 'Sehen, wer auf diesem Server was geändert hat',
    options: {
      who: { name: 'wer', description: 'Nur was diese Person getan hat' },
      what: { name: 'was', description: 'Nur Änderungen dieser Art' },
    },
  },
  task: { name: 'aufgabe', description: 'Aufgaben veröffentlichen und prüfen' },
  taskCreate: {
    name: 'erstellen',
    description: 'Eine Aufgabe anlegen, die Mitglieder für Punkte erledigen',
    options: {
      type: { name: 'art', description: 'Wie die Erledigung geprüft wird' },
      channel: {
        name: 'kanal',
        description: 'Wo sie erscheint (ohne Angabe: im Standardkanal, sonst in diesem)',
      },
      role: { name: 'rolle', description: 'Für „Auf dem Server sein“: die Rolle, die es dazu braucht' },
      template: { name: 'vorlage', description: 'Statt einer Art: eine eurer Vorlagen' },
    },
    types: {
      discord_join: 'Auf dem Server sein (sofort geprüft)',
      discord_role: 'Eine Rolle haben (sofort geprüft)',
      discord_message: 'In einem Kanal schreiben (sofort geprüft)',
      discord_reaction: 'Auf eine Nachricht reagieren (sofort geprüft)',
      twitter_follow: 'Auf X folgen (du prüfst es)',
      twitter_like: 'Einen Beitrag auf X liken (du prüfst es)',
      twitter_retweet: 'Auf X reposten (du prüfst es)',
      telegram_join: 'Auf Telegram beitreten (du prüfst es)',
      custom_url: 'Link oder Namen einsenden (du prüfst ihn)',
      quiz: 'Ein Quiz bestehen (sofort ausgewertet)',
      survey: 'Eine Umfrage beantworten (zählt sofort)',
      custom: 'Beleg einsenden (du prüfst ihn)',
    },
  },
  taskManage: {
    name: 'verwalten',
    description: 'Eine Aufgabe anhalten, beenden, ändern oder kopieren',
    options: {
      task: { name: 'aufgabe', description: 'Ihr Titel oder Wörter daraus (ohne Angabe: die neuesten)' },
    },
  },
  allowlist: { name: 'allowlist', description: 'Allowlists und Auslosungen durchführen' },
  allowlistCreate: {
    name: 'erstellen',
    description: 'Eine Allowlist anlegen, in die sich Mitglieder eintragen',
    options: {
      channel: {
        name: 'kanal',
        description: 'Wohin damit (ohne Angabe: der Standardkanal, sonst dieser)',
      },
      template: { name: 'vorlage', description: 'Statt eines Formulars: eine eurer Vorlagen' },
    },
  },
  allowlistDraw: {
    name: 'auslosen',
    description: 'Sehen, wie eine Auslosung steht, sie jetzt beginnen, Gewinner auswählen oder ersetzen',
    options: {
      allowlist: {
        name: 'allowliste',
        description: 'Ihr Titel oder Wörter daraus (ohne Angabe: die neuesten)',
      },
    },
  },
  allowlistManage: {
    name: 'verwalten',
    description: 'Eine Allowlist anhalten, schließen, verlängern, zurückziehen oder kopieren',
    options: {
      allowlist: {
        name: 'allowliste',
        description: 'Ihr Titel oder Wörter daraus (ohne Angabe: die neuesten)',
      },
    },
  },
  taskReview: { name: 'pruefen', description: 'Einsendungen annehmen oder ablehnen' },
  taskPoints: {
    name: 'punkte',
    description: 'Mitgliedern von Hand Punkte geben oder abziehen',
    options: {
      member: { name: 'mitglied', description: 'Wessen Punkte' },
      amount: { name: 'anzahl', description: 'Wie viele' },
      reason: { name: 'grund', description: 'Warum; das Mitglied liest es, und es bleibt im Protokoll' },
    },
  },
  taskPointsCredit: {
    name: 'gutschreiben',
    description: 'Einem Mitglied Punkte geben',
  },
  taskPointsDebit: {
    name: 'abziehen',
    description: 'Einem Mitglied Punkte abziehen, nie mehr als es hat',
  },
  leaderboard: {
    name: 'rangliste',
    description: 'Zeigt, wer die meisten Punkte hat, und deinen eigenen Rang',
    options: { show: { name: 'zeige', description: 'Insgesamt (wenn leer) oder diese Woche' } },
    show: { all: 'Insgesamt', week: 'Diese Woche' },
  },
  tasks: {
    name: 'aufgaben',
    description: 'Offene Aufgaben und deinen Stand sehen',
    options: { show: { name: 'zeige', description: 'Welche Aufgaben' } },
    show: { open: 'Offene Aufgaben', mine: 'Meine Aufgaben' },
  },
  allowlists: {
    name: 'allowlists',
    description: 'Offene Allowlists, deine und deine Chancen sehen',
    options: { show: { name: 'zeige', description: 'Welche Allowlists' } },
    show: { open: 'Offene Allowlists', mine: 'Meine Allowlists' },
  },
  account: { name: 'konto', description: 'Dein Konto hier' },
  accountLink: { name: 'verknüpfen', description: 'Dein Discord-Konto verknüpfen, für verknüpfte Rollen' },
  accountUnlink: { name: 'trennen', description: 'Die Verknüpfung deines Discord-Kontos aufheben' },
  accountProfile: {
    name: 'profil',
    description: 'Deine Punkte, deinen Rang und deine Aufgaben sehen',
    options: { member: { name: 'mitglied', description: 'Wessen Profil (ohne Angabe: deines)' } },
  },
  accountWallet: { name: 'wallets', description: 'Deine Wallets verknüpfen, wählen und entfernen' },
  accountPrivacy: {
    name: 'datenschutz',
    description: 'Was über dich gespeichert ist, und was du damit willst',
  },
  accountPrivacyExport: {
    name: 'auskunft',
    description: 'Alles, was über dich gespeichert ist, als Datei',
  },
  accountPrivacyDelete: { name: 'löschen', description: 'Alles löschen, was über dich gespeichert ist' },
  accountPrivacyMessages: {
    name: 'nachrichten',
    description: 'Ob ich dir von mir aus schreibe',
    options: { messages: { name: 'nachrichten', description: 'An oder aus' } },
    messages: { on: 'An', off: 'Aus' },
  },
  verify: {
    name: 'prüfen',
    description: 'Eine Auslosung prüfen und die Dateien dazu bekommen',
    options: { draw: { name: 'ziehung', description: 'Ihr Titel, ihre ID oder der Link ihrer Seite' } },
  },
  allowlistExport: {
    name: 'ausgeben',
    description: 'Einträge oder Gewinner als Datei, mit ihren Wallets',
    options: {
      allowlist: { name: 'allowliste', description: 'Welche Allowlist' },
      who: { name: 'wer', description: 'Gewinner oder alle Einträge' },
      format: { name: 'form', description: 'Wofür sie ist' },
    },
    who: { winners: 'Gewinner', entries: 'Einträge' },
    formats: {
      csv: 'Tabelle (CSV)',
      json: 'Programm (JSON)',
      merkle: 'Vertrag (Merkle-Baum von OpenZeppelin)',
    },
  },
  status: { name: 'zustand', description: 'Sehen, wie es dem Bot und diesem Server geht' },
  help: { name: 'hilfe', description: 'Was du hier tun kannst' },
};
