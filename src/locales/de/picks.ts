import type { PicksTexts } from '../en-US/picks.js';
import { count } from './amounts.js';

const applications = (n: number): string => count(n, 'Bewerbung', 'Bewerbungen');

export const picks: PicksTexts = {
  picks: {
    open: 'Bewerbungen',
    title: (title) => `## Bewerbungen: ${title}`,
    picked: (n, of) =>
      of === 0
        ? `${n.toLocaleString('de-DE')} ausgewählt`
        : `${n.toLocaleString('de-DE')} von ${count(of, 'Platz', 'Plätzen')} vergeben`,
    counted: (n) => applications(n),
    hint: 'Bis du die Gewinner bekannt gibst, erfährt niemand davon; so lange kannst du es dir anders überlegen.',
    announced: 'Die Gewinner wurden bekannt gegeben.',
    beingAnnounced: 'Die Gewinner werden gerade bekannt gegeben.',
    anotherFree: 'Ein Platz ist frei: Du kannst jemand anderen auswählen und ebenfalls bekannt geben.',
    empty: { all: 'Auf der Liste steht keine Bewerbung.', picked: 'Niemand ist ausgewählt.' },
    marks: {
      picked: '✓ **ausgewählt** · ',
      winner: '🏆 **hat einen Platz** · ',
      passed: '✗ **hat einen Platz abgegeben oder verloren** · ',
    },
    score: (n) => `Risiko ${String(n)} von 100`,
    look: 'Ansehen',
    show: { all: 'Alle', picked: 'Ausgewählte' },
    announce: 'Bekannt geben …',
    noAnswer: '*Keine Antwort*',
    risk: (score) => `**Risiko: ${String(score)} von 100**`,
    noRisk: 'Nichts fiel auf.',
    accepted: 'Sie war zurückgehalten; jemand aus dem Team hat sie angenommen.',
    account: (age) => `Discord-Konto angelegt ${age}`,
    wallet: (wallet) => `Wallet-Adresse: \`${wallet}\``,
    history: '**In dieser Community**',
    past: (entries, wins) =>
      `${count(entries, 'Eintrag', 'Einträge')} in Allowlists, diesen eingeschlossen; ${count(wins, 'Platz', 'Plätze')} bisher gewonnen`,
    points: (points, tasks) => `${points}, ${count(tasks, 'Aufgabe', 'Aufgaben')} erledigt`,
    pick: 'Auswählen',
    unpick: 'Doch nicht auswählen',
    list: 'Alle Bewerbungen',
    back: 'Zurück',
    ask: {
      title: (title) => `### Die Gewinner von **${title}** bekannt geben?`,
      who: (n, of) =>
        `${count(n, 'Mitglied ist', 'Mitglieder sind')} aus ${applications(of)} ausgewählt. Im Kanal wird stehen, dass das Team sie ausgewählt hat:`,
      more: (n) => `… und ${n.toLocaleString('de-DE')} weitere`,
      nobody: (of) =>
        `Du hast niemanden ausgewählt. Im Kanal wird stehen, dass das Team aus ${applications(of)} niemanden ausgewählt und also niemand gewonnen hat.`,
      fewer: (places) => `${count(places, 'Platz bleibt', 'Plätze bleiben')} frei.`,
      follows: 'Wer ausgewählt ist, wird angepingt und bekommt eine Direktnachricht.',
      claim: (hours) => `Zum Annehmen des Platzes bleibt ${count(hours, 'Stunde', 'Stunden')} Zeit.`,
      role: (role) => `Dazu gibt es die Rolle ${role}.`,
      final: 'Das lässt sich nicht rückgängig machen.',
      yes: 'Bekannt geben',
      no: 'Noch nicht',
    },
    done: {
      pick: '✓ Ausgewählt.',
      unpick: '✓ Nicht mehr ausgewählt.',
      announce: '✓ Die Gewinner stehen fest und werden im Kanal bekannt gegeben.',
    },
    refused: {
      noApplication: 'Ausgewählt wird nur bei Allowlists der Art *Bewerbung*.',
      notYet: 'Die Liste steht noch nicht fest. Auswählen kannst du, wenn die Bewerbungszeit vorbei ist.',
      gone: 'Diese Bewerbung gibt es nicht mehr.',
      full: (places) => `Alle ${String(places)} Plätze sind vergeben. Nimm erst jemanden heraus.`,
      left: 'Dieses Mitglied ist nicht mehr auf dem Server.',
      ineligible: 'Dieses Mitglied erfüllt die Bedingungen der Allowlist nicht mehr.',
      changed: 'Jemand war schneller: Die Auswahl hat sich geändert. Sieh noch einmal nach.',
      nobody: 'Es ist niemand ausgewählt, der nicht schon bekannt gegeben wurde.',
    },
  },
};
