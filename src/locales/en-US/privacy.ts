import { count } from './amounts.js';

export const privacy = {
  privacy: {
    exported: (files: number) =>
      `Here is everything that is stored about you, in ${count(files, 'file', 'files')}. Tokens are named, not shown; other members are left out.`,
    exportLeftOut: (documents: number) =>
      `${count(documents, 'document', 'documents')} did not fit. Ask whoever runs this bot for the rest.`,
    exportTooSoon: (again: string) =>
      `You asked for your data a moment ago. You can ask again ${again}; the files above are still good.`,
    deleteTitle: '## Delete what is stored about you',
    deleteErased:
      '**Goes for good:** your account, linked accounts and wallets, proofs, entries, forms and your log. Open payments are settled first.',
    deletePseudonymous:
      '**Stays without you:** points and completed tasks in the figures of each community, under a random id that nobody can lead back to you. Draws stay verifiable: your line is masked.',
    deleteKept:
      '**Stays:** what you changed as a manager of a server, in its audit trail; a lock for misuse until it ends, without your id.',
    deletePoints: 'Your points, ranks and places are lost. This cannot be undone.',
    deletePointer:
      'Field by field: `docs/privacy.md` of this bot. Your copy first: `/account privacy export`.',
    deleteButton: 'Delete my data…',
    confirmTitle: 'Delete my data',
    confirmWord: 'DELETE',
    confirmLabel: (word: string) => `Type ${word}`,
    confirmHint: 'Points, ranks and places are lost for good.',
    notConfirmed: (word: string) => `Nothing was deleted: please type ${word} to confirm.`,
    erasureBegun: (begins: string) =>
      `Your data is being deleted: it begins ${begins} and takes some seconds. You get a direct message when it is done, if you take any. What you do after that begins a new account.`,
    erased: 'Everything that was stored about you is deleted. What you do from now on begins a new account.',
    messagesOn: 'I may write to you again: about reviews, wins and what concerns your account.',
    messagesOff:
      'I no longer write to you of my own accord. You find the same under **Details**, `/tasks` and `/account`.',
  },
};
export type PrivacyTexts = typeof privacy;
