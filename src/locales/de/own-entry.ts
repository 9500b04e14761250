import type { OwnEntryTexts } from '../en-US/own-entry.js';
import { count, points } from './amounts.js';

export const ownEntry: OwnEntryTexts = {
  ownEntry: {
    state: {
      none: 'Du hast dich nicht eingetragen.',
      unpaid: 'Dein Eintrag wird gerade bezahlt.',
      valid: 'Du bist dabei. Dein Eintrag zählt, wenn die Liste schließt.',
      held: 'Das Team sieht sich deinen Eintrag an, bevor die Liste schließt. Bis dahin zählt er nicht.',
      refused: 'Dein Eintrag wurde nicht angenommen.',
      left: 'Du hast diese Allowlist verlassen.',
      listed: 'Die Liste ist geschlossen, und dein Eintrag steht darauf.',
      missed: 'Dein Eintrag kam, als die Liste schon geschlossen war.',
      drawn: 'Die Liste ist mit deinem Eintrag geschlossen, und die Gewinner stehen fest.',
    },
    done: {
      refreshed: '**Deine Lose wurden neu gezählt.**',
      left: '**Du bist nicht mehr dabei.**',
      'left-late': '**Die Liste war schon geschlossen:** Dein Eintrag steht trotzdem darauf.',
    },
    paidStaysPaid: 'Was bezahlt ist, bleibt bezahlt.',
    result: {
      won: '🏆 **Du hast einen Platz.**',
      claimed: '🏆 **Du hast einen Platz** und ihn angenommen.',
      open: (when) =>
        `🏆 **Du hast einen Platz. Nimm ihn an:** Die Zeit dafür endet ${when}; danach gehört er dir nicht mehr.`,
      letGo: 'Du hattest einen Platz und hast ihn abgegeben.',
      passed: (reason) => `Du warst an der Reihe, wurdest aber übergangen: ${reason}.`,
      lost: {
        drawn: 'Die Gewinner sind ausgelost; dein Eintrag war diesmal nicht dabei.',
        other: 'Die Gewinner stehen fest; du bist diesmal nicht dabei.',
      },
    },
    tickets: (n) => `**${count(n, 'Los', 'Lose')}**: 1 fürs Eintragen, und was hier folgt.`,
    bonus: {
      role: (role, n) => `${role}: +${count(n, 'Los', 'Lose')}`,
      booster: (n) => `Diesen Server boosten: +${count(n, 'Los', 'Lose')}`,
      task: (n) => `Eine erledigte Aufgabe: +${count(n, 'Los', 'Lose')}`,
    },
    odds: (share) =>
      `Ungefähr **${share}** für einen Platz, geschätzt: Das ändert sich mit denen, die sich eintragen, und wächst bei mehreren Plätzen schwächer als die Zahl der Lose.`,
    seat: 'Einer der Plätze gehört dir.',
    wallet: (address) => `Deine Wallet: ${address}`,
    paid: (price) => `Bezahlt: ${points(price)}`,
    since: (at) => `Eingetragen ${at}`,
    salt: (salt) =>
      `Dein Salt: \`${salt}\`. Mit deiner ID ergibt er deine Zeile in der Liste; damit kannst du die Auslosung prüfen.`,
    appeal: 'Dem Team schreiben',
    refresh: 'Lose neu zählen',
    leave: 'Verlassen',
    stay: 'Bleiben',
    file: 'Mein Eintrag als Datei',
    fileNote:
      'Dein Eintrag und sein Weg zur Wurzel der festen Liste: `draw:verify` prüft ihn gegen den Nachweis der Auslosung, auch ohne die Liste.',
    askLeave: (title) =>
      `### **${title}** verlassen?\nSolange sie offen ist, kannst du dich wieder eintragen.`,
    paidStays: (price) =>
      `**Die ${points(price)}, die du bezahlt hast, bleiben bezahlt;** ein neuer Eintrag kostet neu.`,
  },
  allowlistDetails: {
    prize: (prize) => `**Gewinn:** ${prize}`,
    places: (n) => `**Plätze:** ${n.toLocaleString('de')}`,
    everyone: '**Plätze:** für alle',
    kind: {
      raffle: 'Die Gewinner werden ausgelost; jedes Los zählt.',
      first_come: 'Wer zuerst kommt, bekommt einen Platz.',
      application: 'Das Team wählt aus den Bewerbungen.',
      collection: 'Alle auf der Liste werden genommen.',
    },
    ends: (at) => `Endet ${at}`,
    ended: (at) => `Endete ${at}`,
    withdrawn: 'Zurückgezogen',
    entries: (entries) => count(entries, 'Eintrag', 'Einträge'),
    entriesWith: (entries, tickets) =>
      `${count(entries, 'Eintrag', 'Einträge')} mit ${count(tickets, 'Los', 'Losen')}`,
    free: 'Eintragen kostet nichts.',
    price: (price) =>
      `Eintragen kostet ${points(price)}. Wird die Allowlist zurückgezogen, bekommst du sie zurück; verlässt du sie selbst, nicht.`,
    most: (n) => `Sie nimmt höchstens ${count(n, 'Eintrag', 'Einträge')}.`,
    wallet: {
      pasted: (chain) => `Du nennst eine Wallet${chain}; jede kann einmal dabei sein.`,
      proven: (chain) =>
        `Du nennst eine Wallet${chain}, die du mit \`/konto wallets\` bewiesen hast; jede kann einmal dabei sein.`,
    },
    chain: {
      any: ' auf einer beliebigen Kette',
      eip155: ' auf Ethereum oder einer anderen EVM-Kette',
      solana: ' auf Solana',
    },
    question: (question) => `**Du wirst gefragt:** ${question}`,
    randomness: {
      drand:
        'Der Zufall kommt von drand, einer öffentlichen Quelle, die niemand vorhersehen oder aussuchen kann: Alle können die Auslosung nachher prüfen.',
      'commit-reveal':
        'Der Zufall ist eine geheime Zahl, deren Hash von Anfang an hier steht; alle können die Auslosung nachher prüfen. Das ist schwächer als eine öffentliche Quelle: Wer diesen Bot betreibt, kennt die Zahl.',
      manual: 'Die Gewinner werden von Hand gewählt.',
      'first-come': 'Es wird nichts ausgelost.',
      everyone: 'Es wird nichts ausgelost: Alle auf der Liste gewinnen.',
      vrf: 'Die Plattform lost aus; niemand kann das prüfen.',
      unknown: 'Woher der Zufall kommt, steht fest, sobald die Allowlist veröffentlicht ist.',
    },
    seedHash: (hash) => `Ihr Hash: \`${hash}\``,
    requirements: '**Was du brauchst**',
    bonuses: {
      stack: '**Mehr Lose**, die sich addieren',
      highest: '**Mehr Lose**, von denen das meiste zählt',
    },
    notChecked: '(konnte gerade nicht geprüft werden)',
    yours: '**Du**',
    oddsIf: (tickets, share) =>
      `Mit ${count(tickets, 'Los', 'Losen')} hättest du ungefähr **${share}** für einen Platz, geschätzt.`,
  },
  allowlists: {
    open: {
      title: '## Offene Allowlists',
      none: 'Gerade ist keine Allowlist offen. Schau später wieder vorbei!',
    },
    mine: {
      title: '## Deine Allowlists',
      none: 'Du hast dich noch bei keiner Allowlist eingetragen. `/allowlists` zeigt, was offen ist.',
    },
    ends: (at) => `endet ${at}`,
    ended: (at) => `endete ${at}`,
    withdrawn: 'zurückgezogen',
    odds: (share) => `ungefähr ${share}`,
    estimates: 'Chancen sind geschätzt: Sie ändern sich mit denen, die sich eintragen.',
    state: {
      none: 'nicht eingetragen',
      unpaid: 'wird bezahlt',
      valid: 'eingetragen ✓',
      held: 'das Team sieht es sich an',
      refused: 'nicht angenommen',
      left: 'verlassen',
      listed: 'auf der geschlossenen Liste ✓',
      missed: 'kam zu spät',
      drawn: 'vorbei',
    },
    result: {
      won: '🏆 du hast einen Platz',
      open: '🏆 **du hast einen Platz: nimm ihn an**',
      letGo: 'du hast deinen Platz abgegeben',
      passed: 'übergangen',
      lost: 'diesmal kein Platz',
    },
  },
};
