import { count } from './amounts.js';

export const allowlistExport = {
  allowlistExport: {
    title: (title: string) => `### File of **${title}**`,
    rows: (n: number) => `${count(n, 'row', 'rows')}.`,
    addresses: (n: number) => `${count(n, 'address', 'addresses')} in the tree.`,
    left: (n: number) =>
      `Left out: ${count(n, 'row', 'rows')} without an address of an EVM chain, or with one that is in already.`,
    root: (root: string) => `Root: \`${root}\``,
    private: 'It names members and their wallets. That you got it stands in the audit log.',
    tooLarge: 'That is more than a message of Discord takes. The operator of the bot can hand it out.',
    nothing: {
      winners: 'There are no winners yet.',
      entries: 'There is no entry.',
      addresses:
        'None of them has named the address of an EVM chain, and that is what a tree holds. Choose *CSV* or *JSON* for those there are.',
    },
  },
};
export type AllowlistExportTexts = typeof allowlistExport;
