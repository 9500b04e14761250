import type { EnteringTexts } from '../en-US/entering.js';
import { count, points } from './amounts.js';

export const entering: EnteringTexts = {
  entering: {
    done: (title) => `### Du bist dabei!\nDu hast dich bei **${title}** eingetragen.`,
    held: (title) =>
      `### Das sieht sich erst jemand an\nDein Eintrag bei **${title}** ist vermerkt; das Team entscheidet, bevor die Liste schließt. Du erfährst es.`,
    what: {
      raffle: 'Ausgelost wird, wenn die Liste geschlossen ist.',
      first_come: 'Wer zuerst kommt, bekommt einen Platz.',
      application: 'Deine Bewerbung wartet auf das Team.',
      collection: 'Alle auf der Liste werden genommen.',
    },
    seat: (places) =>
      places === 1
        ? 'Der eine Platz gehört dir.'
        : `Einer der ${places.toLocaleString('de-DE')} Plätze gehört dir.`,
    tickets: (n) => count(n, 'Los', 'Lose'),
    paid: (price) => `${points(price)} bezahlt`,
    listed:
      'Deine Discord-ID und deine Lose werden in der Liste stehen, die Mitglieder dieses Servers lesen können.',
    ownEntry: 'Mein Eintrag',
    form: {
      wallet: 'Deine Wallet',
      chain: {
        any: 'Ihre Adresse: 0x… (EVM) oder Solana. Niemals ein privater Schlüssel.',
        eip155: 'Ihre Adresse auf Ethereum oder einer EVM-Kette: 0x… Nie ein privater Schlüssel.',
        solana: 'Ihre Adresse auf Solana. Niemals ein privater Schlüssel.',
      },
      answer: 'Deine Antwort',
    },
    faults: {
      outOfDate: 'Inzwischen wird etwas anderes gefragt. Drücke noch einmal auf *Eintragen*.',
      ticketsFixed: 'Die Liste ist geschlossen, und deine Lose bleiben, wie sie waren.',
      answerLength: (max) => `Eine Antwort hat 1 bis ${String(max)} sichtbare Zeichen.`,
      proveOne: {
        any: 'Diese Allowlist fragt nach einer Wallet, die du bewiesen hast, und du hast noch keine. `/konto wallets` verbindet eine: Du signierst einen Text in deiner Wallet, das kostet nichts. Dann drücke noch einmal auf *Eintragen*.',
        eip155:
          'Diese Allowlist fragt nach einer Wallet auf Ethereum oder einer anderen EVM-Kette, die du bewiesen hast, und du hast noch keine. `/konto wallets` verbindet eine: Du signierst einen Text in deiner Wallet, das kostet nichts. Dann drücke noch einmal auf *Eintragen*.',
        solana:
          'Diese Allowlist fragt nach einer Wallet auf Solana, die du bewiesen hast, und du hast noch keine. `/konto wallets` verbindet eine: Du signierst einen Text in deiner Wallet, das kostet nichts. Dann drücke noch einmal auf *Eintragen*.',
      },
      otherChain: {
        any: 'Diese Wallet geht hier nicht.',
        eip155: 'Das ist keine Wallet auf Ethereum oder einer anderen EVM-Kette: Die beginnen mit `0x`.',
        solana: 'Das ist keine Wallet auf Solana.',
      },
    },
  },
};
