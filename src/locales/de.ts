import type { Texts } from './en-US.js';

const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('de-DE')} ${n === 1 ? one : many}`;
const points = (n: number): string => count(n, 'Punkt', 'Punkte');

export const de: Texts = {
  commands: {
    community: { name: 'community', description: 'Diesen Server verbinden und einrichten' },
    communityLink: {
      name: 'verbinden',
      description: 'Diesen Server mit einer eigenen Community verbinden',
      options: {
        name: { name: 'name', description: 'Wie deine Community heißt' },
        description: { name: 'beschreibung', description: 'Ein Satz über sie' },
      },
    },
    task: { name: 'aufgabe', description: 'Aufgaben veröffentlichen und prüfen' },
    taskCreate: {
      name: 'erstellen',
      description: 'Eine Aufgabe veröffentlichen, die Mitglieder für Punkte erledigen',
      options: {
        type: { name: 'art', description: 'Wie die Erledigung geprüft wird' },
        channel: { name: 'kanal', description: 'Wo sie erscheint (ohne Angabe: in diesem Kanal)' },
        role: { name: 'rolle', description: 'Für „Auf dem Server sein“: die Rolle, die es dazu braucht' },
      },
      types: {
        discord_join: 'Auf dem Server sein (sofort geprüft)',
        custom: 'Beleg einsenden (du prüfst ihn)',
      },
    },
    taskReview: { name: 'pruefen', description: 'Einsendungen annehmen oder ablehnen' },
    tasks: {
      name: 'aufgaben',
      description: 'Offene Aufgaben und deinen Stand sehen',
      options: { show: { name: 'zeige', description: 'Welche Aufgaben' } },
      show: { open: 'Offene Aufgaben', mine: 'Meine Aufgaben' },
    },
    account: { name: 'konto', description: 'Dein Konto hier' },
    accountProfile: { name: 'profil', description: 'Deine Punkte, deinen Rang und deine Aufgaben sehen' },
    help: { name: 'hilfe', description: 'Was du hier tun kannst' },
  },
  errors: {
    unexpected: (incidentId) =>
      `Bei uns ist etwas schiefgegangen. Nichts von dir ging verloren. Wenn es wieder passiert, nenne der Moderation diesen Code: \`${incidentId}\``,
    tryAgain:
      'Das ließ sich gerade nicht bestätigen. Bitte versuche es gleich noch einmal; doppelt schadet nicht.',
    outOfDate: 'Dieser Knopf oder dieses Formular ist veraltet. Rufe den Befehl noch einmal auf.',
    unknownCommand:
      'Diesen Befehl gibt es hier nicht mehr. Discord zeigt vielleicht eine alte Liste: starte Discord neu und versuche es noch einmal.',
    serverOnly: 'Das geht nur auf einem Server, nicht in Direktnachrichten.',
    managerOnly: 'Dafür brauchst du die Berechtigung **Server verwalten**.',
    notLinked:
      'Dieser Server ist noch mit keiner Community verbunden. Ein Admin kann das mit `/community link` tun.',
    alreadyLinked: (name) => `Dieser Server ist schon mit **${name}** verbunden.`,
    communityName: 'Bitte gib deiner Community einen Namen aus 2 bis 60 sichtbaren Zeichen.',
    notYours: 'Das ist nicht für dich. Rufe den Befehl selbst auf.',
    taskNotFound: 'Diese Aufgabe gibt es nicht mehr.',
    taskClosed: (endedAt) => `Diese Aufgabe ist vorbei, seit ${endedAt}.`,
    taskCancelled: 'Diese Aufgabe wurde zurückgezogen.',
    taskCompleted: (at) => `Du hast diese Aufgabe ${at} erledigt. Sie zählt einmal.`,
    proofPending: (at) =>
      `Dein Beleg von ${at} wartet auf die Prüfung. Du brauchst keinen weiteren zu senden.`,
    roleMissing: (role) =>
      `Für diese Aufgabe brauchst du die Rolle ${role}. Hol sie dir zuerst und drücke dann noch einmal.`,
    membershipPending: 'Nimm zuerst die Regeln dieses Servers an und drücke dann noch einmal.',
    botsNotCounted: 'Bots nehmen nicht teil.',
    proofLength: (max) =>
      `Ein Beleg hat 1 bis ${String(max)} sichtbare Zeichen: ein Link, ein Name oder eine kurze Antwort.`,
    reasonLength: (max) => `Eine Begründung hat 1 bis ${String(max)} sichtbare Zeichen.`,
    formExpired: 'Dieses Formular ist abgelaufen. Rufe den Befehl noch einmal auf.',
    roleOnlyForJoin: 'Eine Rolle gehört nur zur Art „Auf dem Server sein“.',
    everyoneRole: '@everyone haben alle. Wähle eine andere Rolle oder keine.',
    channelUnusable: (channel) =>
      `In ${channel} kann ich nichts veröffentlichen. Gib mir dort **Kanal ansehen** und **Nachrichten senden** oder wähle einen anderen Kanal.`,
    alreadyDecided: (by) => `Das hat ${by} schon entschieden.`,
    completionGone: 'Diese Einsendung gibt es nicht mehr.',
    ownSubmission: 'Deine eigene Einsendung kannst du nicht prüfen.',
    taskFull: 'Alle Plätze dieser Aufgabe sind vergeben. Wird einer frei, kannst du noch einmal drücken.',
    notEnoughPoints: (price) => `Das kostet ${points(price)}, und so viele hast du hier nicht.`,
    allowlistNotFound: 'Diese Allowlist gibt es nicht mehr.',
    allowlistClosed: 'Diese Allowlist nimmt keine Einträge mehr an.',
    allowlistFull:
      'Alle Plätze dieser Allowlist sind vergeben. Wird einer frei, kannst du noch einmal drücken.',
    alreadyEntered: (at) => `Du hast dich ${at} eingetragen. Es zählt einmal.`,
    notEntered: 'Du stehst nicht in dieser Allowlist.',
    walletTaken: 'Diese Wallet ist schon dabei, mit einem anderen Mitglied.',
  },
  notConfirmed:
    'Noch nicht bestätigt. Diese Nachricht erneuert sich von selbst; noch einmal drücken schadet nicht.',
  common: {
    number: (n) => n.toLocaleString('de-DE'),
    points,
    previous: 'Zurück',
    next: 'Weiter',
    open: 'Öffnen',
    page: (from, to) => `${String(from)}–${String(to)}`,
  },
  community: {
    linked: (name) =>
      `## ${name} ist bereit\nDieser Server ist verbunden. Mitglieder können jetzt Punkte sammeln.`,
    nextStep:
      '**Weiter:** Veröffentliche mit `/task create` die erste Aufgabe. Mitglieder drücken darauf *Erledigen*; `/tasks` zeigt alle.',
    moderators: 'Wer **Server verwalten** darf, kann auch Aufgaben erstellen und prüfen.',
  },
  taskForm: {
    title: 'Neue Aufgabe',
    titleLabel: 'Titel',
    titleHint: (max) => `Bis zu ${String(max)} Zeichen`,
    descriptionLabel: 'Beschreibung',
    descriptionHint: (max) => `Was zu tun ist, in bis zu ${String(max)} Zeichen`,
    pointsLabel: 'Punkte',
    pointsHint: (min, max) => `Eine ganze Zahl von ${min} bis ${max}`,
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
  taskCard: {
    reward: (n) => `**${points(n)}**`,
    ends: (when) => `endet ${when}`,
    ended: (when) => `endete ${when}`,
    howJoin: 'Drücke *Erledigen*: du musst nur auf diesem Server sein.',
    howRole: (role) => `Drücke *Erledigen*: du brauchst die Rolle ${role}.`,
    howProof: 'Drücke *Erledigen* und sende deinen Beleg. Die Moderation sieht ihn sich an.',
    completed: (n) =>
      n === 0
        ? 'Noch niemand hat sie erledigt. Sei die erste Person!'
        : `Von **${count(n, 'Mitglied', 'Mitgliedern')}** erledigt`,
    complete: 'Erledigen',
    details: 'Einzelheiten',
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
    title: 'Dein Beleg',
    label: 'Beleg',
    hint: 'Ein Link, ein Name oder eine kurze Antwort, die zeigt, dass du es getan hast',
  },
  tasks: {
    openTitle: '## Offene Aufgaben',
    mineTitle: '## Deine Aufgaben',
    noneOpen: 'Gerade ist keine Aufgabe offen. Schau später wieder vorbei!',
    noneMine: 'Du hast noch bei keiner Aufgabe mitgemacht. `/tasks` zeigt, was offen ist.',
    state: {
      none: 'noch offen',
      pending: 'in Prüfung',
      verified: 'erledigt ✓',
      rejected: 'abgelehnt – noch einmal versuchen',
    },
    line: (reward, when, state) => `${points(reward)} · ${when} · ${state}`,
  },
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
  },
  notice: {
    approved: (n, title, server) =>
      `✓ Dein Beleg für **${title}** auf **${server}** wurde angenommen: +${points(n)}.`,
    rejected: (title, server, reason) =>
      `Dein Beleg für **${title}** auf **${server}** wurde nicht angenommen: „${reason}“. Du kannst noch einmal *Erledigen* drücken und einen besseren senden.`,
  },
  profile: {
    title: (who) => `## ${who}`,
    points: (n, community) => `**${points(n)}** in ${community}`,
    rank: (rank, of) => `Rang **${String(rank)}** von ${count(of, 'Mitglied', 'Mitgliedern')}`,
    unranked: 'Noch ohne Rang: erledige eine Aufgabe, um auf die Liste zu kommen.',
    completions: (n) => `${count(n, 'Aufgabe', 'Aufgaben')} erledigt`,
    week: (n) => `${points(n)} in dieser Woche`,
  },
  help: {
    title: '## Was du hier tun kannst',
    footer: 'Erledige Aufgaben und sammle Punkte. Antworten wie diese siehst nur du.',
  },
};
