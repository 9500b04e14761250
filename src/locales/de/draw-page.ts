import type { DrawPageTexts } from '../en-US/draw-page.js';

export const drawPage: DrawPageTexts = {
  drawPage: {
    title: (title) => (title === undefined ? 'Eine Auslosung' : `Auslosung: ${title}`),
    server: (name) => `Auf dem Server ${name}`,
    phases: {
      committed: 'Die Liste steht fest. Ihre Festlegung wird gleich gepostet.',
      waiting: (round, at) =>
        `Wartet auf Runde ${round} der öffentlichen Zufallsquelle drand, fällig um ${at}. Noch kennt sie niemand.`,
      drawing: 'Die Zufallszahl ist da. Es wird ausgelost.',
      overdue:
        'Überfällig: Die Liste steht fest, aber die Auslosung ist nicht rechtzeitig gekommen. Wer diesen Bot betreibt, schuldet sie.',
      drawn: (at) => `Ausgelost: ${at}.`,
      picking: 'Bewerben kann man sich nicht mehr. Wen es auswählt, hat das Team noch nicht bekannt gegeben.',
      noLot: 'Hier wurde nichts ausgelost, darum gibt es nichts zu prüfen.',
    },
    methods: {
      drand:
        'Mit der öffentlichen Zufallszahl von drand, aus der ersten Runde mindestens 60 s nach der Nachricht unten. Niemand kann sie vorhersehen oder wählen.',
      'commit-reveal':
        'Mit einer Zufallszahl, die beim Posten der Allowlist festgelegt wurde. Das ist schwächer als eine öffentliche Quelle: wer den Bot betreibt, kannte sie vorher.',
      manual: 'Die Gewinner wählt das Team aus. Es wird nichts ausgelost.',
      'first-come': 'Wer zuerst kam, hat gewonnen.',
      everyone: 'Alle, die teilnahmen, haben gewonnen.',
      vrf: 'Die Plattform hat ausgelost. Das kann sonst niemand prüfen.',
    },
    facts: {
      title: 'Was vorher feststand',
      method: 'Wie',
      entries: 'Einträge',
      tickets: 'Lose',
      places: 'Plätze',
      posted: 'Nachricht',
      openMessage: 'In Discord öffnen',
      postedAt: 'Gepostet',
      hash: 'Festlegung',
      hashHint:
        'In der Nachricht muss genau dieser Hash stehen, sie muss die erste dieser Auslosung sein und darf nicht als bearbeitet markiert sein: dann war die Liste zuerst da.',
      round: 'Runde',
    },
    winners: {
      title: (n) => `Gewinner (${n})`,
      rank: 'Rang',
      entrant: 'Zeile der Liste',
      hint: 'Namen bleiben auf dem Server: hier steht für jeden Gewinn der Hash aus einer ID und einem geheimen Salt.',
      none: 'Niemand hat gewonnen.',
      more: (n) => `und ${n} weitere, alle stehen in proof.json`,
    },
    disqualified: {
      title: 'Übergangen',
      reason: 'Grund',
      at: 'Wann',
      codes: {
        left: 'nicht mehr auf dem Server',
        ineligible: 'erfüllt die Bedingungen nicht mehr',
        unclaimed: 'hat den Gewinn nicht rechtzeitig angenommen',
        declined: 'hat den Gewinn abgelehnt',
        fraud: 'vom Team herausgenommen: Betrug',
        other: 'vom Team herausgenommen',
      },
    },
    check: {
      title: 'Hier prüfen',
      hint: 'Dein eigener Browser holt die beiden Dateien unten und lost noch einmal aus. Es wird nichts verschickt.',
      button: 'Diese Auslosung prüfen',
      noScript:
        'In diesem Browser laufen keine Skripte: nimm die beiden Dateien und prüfe sie wie unten gesagt.',
      reading: 'Die Dateien werden gelesen …',
      lines: 'Gelesene Zeilen:',
      unread: 'Die Dateien waren nicht zu bekommen. Bitte versuche es noch einmal.',
      holds: 'Alles stimmt.',
      holdsEntry: 'Der Eintrag steht in der Liste dieser Auslosung.',
      refused: 'Abgelehnt:',
      doubt:
        'Also wurde eine Datei verändert, oder die Auslosung ist nicht, was sie zu sein vorgibt. Behalte beide Dateien und frage auf dem Server nach, auf dem sie bekannt gegeben wurde.',
      eyes: 'Was nur du selbst sehen kannst, dass nämlich die Liste zuerst da war:',
      mustHold: 'In der Nachricht muss stehen',
      mustBe: 'und sie muss sein von',
      entryTitle: 'Ist mein Eintrag dabei?',
      entryHint:
        'Hole entry.json bei „Mein Eintrag“ in Discord und wähle die Datei oder lass sie hier fallen. Sie wird in deinem Browser gelesen und nirgendwohin geschickt.',
      tooLarge: 'Das ist keine entry.json: die Datei ist zu groß.',
    },
    files: {
      title: 'Dateien und andere Wege zu prüfen',
      proof: 'Der Nachweis (proof.json)',
      list: 'Die Liste, verdeckt (entries.ndjson)',
      cli: 'Wer dieser Seite nicht traut, prüft ohne sie, offline, mit dem Programm dieses Bots oder einem eigenen:',
      page: 'Eine Seite kann zeigen, dass diese Liste, Nachricht und Zufallszahl diese Gewinner ergeben. Sie kann nicht zeigen, wer hinter einem Eintrag steht oder wem einer verwehrt wurde.',
    },
  },
};
