import { count } from './amounts.js';

/** Wallets that managers bring to entries by a file. */
export const walletImport = {
  walletImport: {
    open: 'Import wallets',
    file: 'CSV file',
    fileHint: (rows: number) => `Columns discordId and wallet, up to ${rows.toLocaleString('en-US')} lines`,
    others: 'Entries that name another wallet',
    otherWays: { keep: 'Leave them as they are', replace: 'Replace it by that of the file' },
    given: (n: number, title: string) => `### ${count(n, 'wallet', 'wallets')} imported into **${title}**`,
    unchanged: (n: number) => `${count(n, 'entry', 'entries')} named the same wallet before.`,
    leftOut: (n: number) => `**Left out: ${count(n, 'line', 'lines')}**`,
    line: (line: number, why: string) => `Line ${String(line)}: ${why}`,
    more: (n: number) => `And ${count(n, 'line', 'lines')} more.`,
    why: {
      noId: 'The first column has no Discord id.',
      noWallet: 'There is no wallet.',
      memberTwice: 'The member stands in an earlier line.',
      walletTwice: 'The wallet stands in an earlier line.',
      notIn: 'This member is not in.',
      hasOther: 'The entry names another wallet, which stays.',
      taken: 'Another entry has this wallet, or the entry was changed meanwhile.',
    },
    refused: {
      empty: 'The file is empty. It needs a line for each entry: `discordId,wallet`.',
      tooLarge: (kilobytes: number) => `The file is larger than ${String(kilobytes)} KB. Split it.`,
      tooLong: (rows: number) => `The file has more than ${rows.toLocaleString('en-US')} lines. Split it.`,
      notText: 'The file is not UTF-8 text. Save it as “CSV UTF-8”.',
      notCsv: (line: number) =>
        `The file is no CSV: a quote is not closed, or stands amiss, in line ${String(line)}.`,
      proven: 'Here members prove their wallets themselves, so none is taken from a file.',
    },
  },
};
