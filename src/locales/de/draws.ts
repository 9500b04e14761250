import type { DrawTexts } from '../en-US/draws.js';
import { count } from './amounts.js';

const entries = (n: number): string => count(n, 'Eintrag', 'Einträge');
const winners = (n: number): string => count(n, 'Gewinner', 'Gewinner');

export const draws: DrawTexts = {
  commitment: {
    title: (title) => `### Die Liste von **${title}** steht fest`,
    counts: (n, tickets, places) =>
      `${entries(n)} mit zusammen ${tickets}; daraus werden ${winners(places)} ausgelost.`,
    tickets: (n) => count(n, 'Los', 'Losen'),
    hash: (hash) => `Fingerabdruck der Festlegung: \`${hash}\``,
    drand:
      'Diese Nachricht lässt sich nicht bearbeiten, ohne dass Discord es zeigt. Die Auslosung nimmt die erste öffentliche Zufallszahl von drand, die mindestens eine Minute nach ihr kommt; noch kennt sie niemand.',
    seed: (seedHash) =>
      `Die Auslosung verbindet die Nummer dieser Nachricht mit einer Zahl, die schon beim Veröffentlichen feststand; ihr Fingerabdruck ist \`${seedHash}\`. Das ist schwächer als eine öffentliche Zufallszahl: Wer den Bot betreibt, kennt sie.`,
    list: (url) => `[Die Liste](${url})`,
    listAttached: 'Die Liste hängt ohne Namen an.',
    listLarge: 'Die Liste ist zu groß für einen Anhang; wer den Bot betreibt, kann sie herausgeben.',
  },
  result: {
    title: (title) => `## Gewinner von **${title}**`,
    prize: (prize) => `Zu gewinnen: ${prize}`,
    drawn: (n, of) => `${winners(n)} aus ${count(of, 'Eintrag', 'Einträgen')}:`,
    first: (n, of) =>
      n === 1
        ? `Am schnellsten von ${count(of, 'Eintrag', 'Einträgen')}:`
        : `Die ersten ${n.toLocaleString('de-DE')} von ${count(of, 'Eintrag', 'Einträgen')}:`,
    picked: (n, of) => `${winners(n)}, vom Team ausgewählt aus ${count(of, 'Bewerbung', 'Bewerbungen')}:`,
    pickedNobody: (of) =>
      `Das Team hat aus ${count(of, 'Bewerbung', 'Bewerbungen')} niemanden ausgewählt; also hat niemand gewonnen.`,
    everyone: (n) =>
      n === 1
        ? 'Das eine Mitglied auf der Liste hat gewonnen.'
        : `Alle ${n.toLocaleString('de-DE')} Mitglieder auf der Liste haben gewonnen.`,
    fewer: (places) =>
      `Es gab ${count(places, 'Platz', 'Plätze')}, mehr als Einträge, die gewinnen konnten: Wer konnte, hat gewonnen.`,
    nobodyEntered: 'Niemand hat teilgenommen, also hat niemand gewonnen.',
    nobodyEligible: 'Niemand, der teilgenommen hat, erfüllt noch die Bedingungen; also hat niemand gewonnen.',
    news: (n, channel) =>
      n === 0 ? `Niemand hat gewonnen. Mehr in ${channel}.` : `${winners(n)}: siehe ${channel}.`,
    erased: 'ein Mitglied, das seine Daten löschen ließ',
    more: 'Weitere Gewinner folgen in der nächsten Nachricht.',
    leftOut: (n) =>
      n === 1
        ? 'Über einen Eintrag hatte noch niemand entschieden, als die Liste feststand; er war nicht dabei.'
        : `Über ${entries(n)} hatte noch niemand entschieden, als die Liste feststand; sie waren nicht dabei.`,
    proof: (hash) => `Diese Auslosung können alle nachprüfen. Fingerabdruck: \`${hash}\``,
    proofLink: (url) => `[Im Browser nachprüfen](${url})`,
    proofAttached: 'Der Nachweis und die Liste ohne Namen hängen an.',
    proofOnly: 'Der Nachweis hängt an; wer den Bot betreibt, kann die Liste herausgeben.',
    reference: (id, mark) => `-# Auslosung ${id} · ${mark}`,
  },
  records: {
    title: (title) => `### **${title}**: übergangen`,
    line: (rank, reason) => `Rang ${String(rank)}: ${reason}`,
    movedUp: (title) => `### **${title}**: nachgerückt`,
    next: {
      lot: 'Die nächsten Ränge rücken nach, soweit es welche gibt.',
      picked: 'Das Team kann jemand anderen auswählen.',
      everyone: 'Niemand rückt nach: Alle auf der Liste haben gewonnen.',
    },
    picked: (title) => `### **${title}**: vom Team nachträglich ausgewählt`,
    codes: {
      left: 'nicht mehr auf diesem Server',
      ineligible: 'erfüllt die Bedingungen nicht mehr',
      unclaimed: 'hat den Gewinn nicht rechtzeitig angenommen',
      declined: 'hat den Gewinn abgelehnt',
      fraud: 'vom Team herausgenommen: Betrug',
      other: 'vom Team herausgenommen',
    },
  },
  claims: {
    claim: 'Annehmen',
    decline: 'Ablehnen',
    within: (hours) => `Gewinner: Drückt innerhalb von ${count(hours, 'Stunde', 'Stunden')} auf *Annehmen*.`,
    unclaimed: {
      lot: 'Ein Platz, den niemand annimmt, geht an den nächsten Rang.',
      picked: 'Einen Platz, den niemand annimmt, kann jemand anderes bekommen.',
      everyone: 'Ein Platz, den niemand annimmt, verfällt.',
    },
    claimed: (title, prize) => `✓ Dein Platz bei **${title}** gehört dir: ${prize}.`,
    wallet: (address) => `Der Gewinn geht an ${address}.`,
    askedAnew: 'Vorher wird nach einer Wallet gefragt. Drücke noch einmal auf *Annehmen*.',
    wallets: 'Meine Wallets',
    prove: {
      any: 'Der Gewinn geht an eine Wallet, die du bewiesen hast, und du hast gerade keine. Verbinde hier eine: Du signierst einen Text in deiner Wallet, das kostet nichts. Dann drücke noch einmal auf *Annehmen*.',
      eip155:
        'Der Gewinn geht an eine Wallet auf Ethereum oder einer anderen EVM-Kette, die du bewiesen hast, und du hast gerade keine. Verbinde hier eine: Du signierst einen Text in deiner Wallet, das kostet nichts. Dann drücke noch einmal auf *Annehmen*.',
      solana:
        'Der Gewinn geht an eine Wallet auf Solana, die du bewiesen hast, und du hast gerade keine. Verbinde hier eine: Du signierst einen Text in deiner Wallet, das kostet nichts. Dann drücke noch einmal auf *Annehmen*.',
    },
    sureToDecline: (title) =>
      `### Deinen Platz bei **${title}** abgeben?\nBei dieser Auslosung bekommst du dann keinen mehr. Das lässt sich nicht rückgängig machen.`,
    letGo: 'Abgeben',
    declined: (title) => `Du hast deinen Platz bei **${title}** abgegeben.`,
    notAWinner:
      'Du hast bei dieser Auslosung keinen Platz. *Mein Eintrag* auf ihrer Karte sagt, was aus deinem wurde.',
    nothing: 'Hier ist nichts anzunehmen.',
    tooLate: 'Die Zeit, diesen Platz anzunehmen, ist vorbei.',
    notHeld: 'Diesen Platz hat niemand mehr.',
    won: (title, prize, channel) =>
      `### Du hast gewonnen!\nDu hast einen Platz bei **${title}**: ${prize}. Bekannt gegeben wurde es in ${channel}.`,
    until: (when) =>
      `Drücke dort auf *Annehmen*: Die Zeit dafür endet ${when}; danach gehört dir der Platz nicht mehr.`,
    reminder: (title, prize, channel) =>
      `### Du hast deinen Platz noch nicht angenommen\nDu hast bei **${title}** gewonnen: ${prize}. Bekannt gegeben wurde es in ${channel}.`,
    stillOpen: (title) => `### **${title}**: noch nicht angenommene Plätze`,
    by: (when) => `die Zeit dafür endet ${when}`,
    open: 'Zur Bekanntgabe',
  },
};
