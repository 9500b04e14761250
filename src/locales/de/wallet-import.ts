import type { Texts } from '../en-US/index.js';
import { count } from './amounts.js';

export const walletImport: Pick<Texts, 'walletImport'> = {
  walletImport: {
    open: 'Wallets importieren',
    file: 'CSV-Datei',
    fileHint: (rows) => `Spalten discordId und wallet, bis zu ${rows.toLocaleString('de')} Zeilen`,
    others: 'Einträge, die eine andere Wallet nennen',
    otherWays: { keep: 'Bleiben, wie sie sind', replace: 'Bekommen die aus der Datei' },
    given: (n, title) => `### ${count(n, 'Wallet', 'Wallets')} in **${title}** importiert`,
    unchanged: (n) => `${count(n, 'Eintrag nannte', 'Einträge nannten')} vorher schon dieselbe Wallet.`,
    leftOut: (n) => `**Ausgelassen: ${count(n, 'Zeile', 'Zeilen')}**`,
    line: (line, why) => `Zeile ${String(line)}: ${why}`,
    more: (n) => `Und ${count(n, 'Zeile', 'Zeilen')} mehr.`,
    why: {
      noId: 'In der ersten Spalte steht keine Discord-ID.',
      noWallet: 'Es steht keine Wallet da.',
      memberTwice: 'Das Mitglied steht schon in einer früheren Zeile.',
      walletTwice: 'Die Wallet steht schon in einer früheren Zeile.',
      notIn: 'Dieses Mitglied ist nicht eingetragen.',
      hasOther: 'Der Eintrag nennt eine andere Wallet; sie bleibt.',
      taken: 'Die Wallet gehört zu einem anderen Eintrag, oder der Eintrag wurde inzwischen geändert.',
    },
    refused: {
      empty: 'Die Datei ist leer. Sie braucht für jeden Eintrag eine Zeile: `discordId,wallet`.',
      tooLarge: (kilobytes) => `Die Datei ist größer als ${String(kilobytes)} KB. Teile sie auf.`,
      tooLong: (rows) => `Die Datei hat mehr als ${rows.toLocaleString('de')} Zeilen. Teile sie auf.`,
      notText: 'Die Datei ist kein UTF-8-Text. Speichere sie als „CSV UTF-8“.',
      notCsv: (line) =>
        `Die Datei ist kein CSV: In Zeile ${String(line)} fehlt ein Anführungszeichen oder steht falsch.`,
      proven:
        'Hier weisen Mitglieder ihre Wallets selbst nach, deshalb wird keine aus einer Datei übernommen.',
    },
  },
};
