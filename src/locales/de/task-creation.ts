import type { TaskCreationTexts } from '../en-US/task-creation.js';

export const taskCreation: TaskCreationTexts = {
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
    campaignLabel: 'Kampagne',
    campaignHint: 'Aufgaben einer Kampagne werden zusammen gezählt; darf fehlen',
    placesLabel: 'Plätze',
    placesHint: (max) => `Wie viele Mitglieder sie erledigen können, bis ${max}; leer: alle`,
    triesLabel: 'Versuche',
    triesHint: (max) => `Wie oft ein Mitglied es versuchen darf, 1 bis ${String(max)}`,
    cooldownLabel: 'Wartezeit zwischen Versuchen',
    cooldownHint: 'Zum Beispiel 10m oder 2h; 0m: keine; höchstens 7d',
    refused: '### Noch nicht gespeichert',
    refusedHint: 'Was du getippt hast, bleibt erhalten.',
    fix: 'Verbessern',
    faults: {
      title: (max, given) =>
        `**Titel**: 1 bis ${String(max)} sichtbare Zeichen${given > max ? `; deiner hat ${String(given)}` : ''}.`,
      description: (max, given) =>
        `**Beschreibung**: 1 bis ${String(max)} sichtbare Zeichen${given > max ? `; deine hat ${String(given)}` : ''}.`,
      points: (min, max) => `**Punkte**: eine ganze Zahl von ${min} bis ${max}.`,
      duration: '**Offen für**: 1 Stunde bis 1 Jahr, getippt wie `7d`, `12h`, `90m` oder `1d 12h`.',
      campaign: (max, given) => `**Kampagne**: bis zu ${String(max)} Zeichen; deine hat ${String(given)}.`,
      places: (max) => `**Plätze**: eine ganze Zahl von 1 bis ${max}, oder nichts.`,
      tries: (max) => `**Versuche**: eine ganze Zahl von 1 bis ${String(max)}.`,
      cooldown:
        '**Wartezeit zwischen Versuchen**: 0 Minuten bis 7 Tage, getippt wie `0m`, `10m`, `2h` oder `1d`.',
    },
    posted: (title, channel) => `### Veröffentlicht\n**${title}** ist offen in ${channel}.`,
    scheduled: (title, channel, when) => `### Geplant\n**${title}** öffnet in ${channel} ${when}.`,
    postedSoon: 'Die Aufgabe ist gespeichert und erscheint gleich.',
  },
  taskEditor: {
    preview: '-# Vorschau: so werden Mitglieder sie sehen. Noch ist nichts veröffentlicht.',
    current: '-# So sehen Mitglieder sie. Jede Änderung wird gleich gespeichert, und die Karte zieht nach.',
    over: '-# Diese Aufgabe ist vorbei. Du kannst aus ihr eine neue machen.',
    draft: (goes) =>
      `### Entwurf\nAlle, die verwalten, können damit weitermachen; veröffentlicht ihn niemand, verfällt er ${goes}.`,
    posted: '### Diese Aufgabe ändern',
    pointsLater:
      'Neue Punkte gelten für spätere Erledigungen. Wer sie schon erledigt hat, behält, was es dafür gab.',
    asksFixed: 'Was sie verlangt, bleibt, wie es ist, denn Mitglieder haben sie schon versucht.',
    missing: (what) => `⚠️ Bevor sie veröffentlicht werden kann: ${what}`,
    notFilledIn: (field) => `fülle *${field}* unter *Was sie verlangt* aus.`,
    where: (channel) => `Erscheint in ${channel}`,
    places: (n) => `Plätze: ${n}`,
    allPlaces: 'Plätze: unbegrenzt',
    tries: (n, wait) => `Versuche: ${String(n)}${wait === '' ? '' : `, im Abstand von ${wait}`}`,
    reward: (role) => `Gibt die Rolle ${role}`,
    campaign: (name) => `Kampagne: ${name}`,
    post: 'Veröffentlichen',
    schedule: 'Planen',
    texts: 'Texte und Punkte',
    asks: 'Was sie verlangt',
    questions: 'Fragen',
    requirements: 'Bedingungen',
    limits: 'Plätze und Versuche',
    duplicate: 'Duplizieren',
    discard: 'Verwerfen',
    back: 'Zurück',
    rewardRole: 'Rolle, die es für die Erledigung gibt (keine)',
    channel: 'Kanal',
    discarded: (title) => `Der Entwurf **${title}** ist verworfen.`,
    changedMeanwhile:
      'Jemand anderes hat das inzwischen geändert. *Verbessern* öffnet das Formular mit dem, was du getippt hast: Speicherst du es dann, ersetzt es die andere Fassung.',
    refused: {
      noType: 'Wähle eine Art oder eine Vorlage.',
      uselessRole:
        'Diese Art von Aufgabe verlangt keine Rolle. Lass die Option *rolle* weg; eine Rolle als Belohnung wählst du in der Vorschau.',
      channel: 'Wähle einen Text- oder Ankündigungskanal dieses Servers.',
      roleGone: 'Diese Rolle gibt es nicht mehr.',
      automaticRole:
        'Diese Rolle gehört zu einer App oder einem Abo, ich kann sie also nicht vergeben. Wähle eine andere.',
      powerfulRole:
        'Diese Rolle darf auf diesem Server etwas verwalten, deshalb vergebe ich sie nicht an Mitglieder. Wähle eine ohne solche Rechte.',
      highRole:
        'Ich kann diese Rolle nicht vergeben: Ich brauche das Recht *Rollen verwalten* und eine eigene Rolle über ihr in Servereinstellungen → Rollen.',
      notAnyMore:
        'Das lässt sich nicht mehr ändern. Öffne die Aufgabe noch einmal, um zu sehen, wie sie steht.',
    },
  },
};
