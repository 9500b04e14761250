import { count, points } from './amounts.js';

export const ownEntry = {
  ownEntry: {
    state: {
      none: 'You have not entered.',
      unpaid: 'Your entry is being paid.',
      valid: 'You are in. Your entry counts when the list closes.',
      held: 'A manager looks at your entry before the list closes. Until then it does not count.',
      refused: 'Your entry was not accepted.',
      left: 'You left this allowlist.',
      listed: 'The list has closed, and your entry is on it.',
      missed: 'Your entry came after the list had closed.',
      drawn: 'The list has closed with your entry on it, and the winners stand.',
    },
    done: {
      refreshed: '**Your tickets were counted anew.**',
      left: '**You left.**',
      'left-late': '**The list had closed before:** your entry is on it all the same.',
    },
    paidStaysPaid: 'What was paid stays paid.',
    /** Once the winners stand. */
    result: {
      won: '🏆 **You hold a place.**',
      claimed: '🏆 **You hold a place**, and you have claimed it.',
      open: (when: string) =>
        `🏆 **You hold a place. Claim it:** the time for it ends ${when}; after that it is not yours any more.`,
      letGo: 'You held a place and let it go.',
      passed: (reason: string) => `Your turn came, but you were passed over: ${reason}.`,
      lost: {
        drawn: 'The winners are drawn, and your entry was not among them this time.',
        other: 'The winners stand, and you are not among them this time.',
      },
    },
    tickets: (n: number) => `**${count(n, 'ticket', 'tickets')}**: 1 for entering, and what follows.`,
    bonus: {
      role: (role: string, n: number) => `${role}: +${count(n, 'ticket', 'tickets')}`,
      booster: (n: number) => `Boosting this server: +${count(n, 'ticket', 'tickets')}`,
      task: (n: number) => `A completed task: +${count(n, 'ticket', 'tickets')}`,
    },
    odds: (share: string) =>
      `About **${share}** for a place, an estimate: it changes with who enters, and with several places it grows less than in proportion to tickets.`,
    seat: 'One of the places is yours.',
    wallet: (address: string) => `Wallet: ${address}`,
    paid: (price: number) => `Paid: ${points(price)}`,
    since: (at: string) => `Entered ${at}`,
    salt: (salt: string) =>
      `Your salt: \`${salt}\`. With your id it gives your line in the list, by which you can check the draw.`,
    appeal: 'Tell the managers',
    refresh: 'Refresh tickets',
    leave: 'Leave',
    stay: 'Stay',
    file: 'My entry as a file',
    fileNote:
      'Your entry and its path to the root of the frozen list: `draw:verify` checks it against the proof of the draw, without the list.',
    askLeave: (title: string) => `### Leave **${title}**?\nYou can enter again while it is open.`,
    paidStays: (price: number) =>
      `**The ${points(price)} that you paid stay paid;** entering again costs anew.`,
  },
  allowlistDetails: {
    prize: (prize: string) => `**Prize:** ${prize}`,
    places: (n: number) => `**Places:** ${n.toLocaleString('en-US')}`,
    everyone: '**Places:** for everyone',
    kind: {
      raffle: 'Winners are drawn by lot; each ticket counts.',
      first_come: 'Places go to who comes first.',
      application: 'Managers choose from the applications.',
      collection: 'Everyone on the list is taken.',
    },
    ends: (at: string) => `Ends ${at}`,
    ended: (at: string) => `Ended ${at}`,
    withdrawn: 'Withdrawn',
    entries: (entries: number) => count(entries, 'entry', 'entries'),
    entriesWith: (entries: number, tickets: number) =>
      `${count(entries, 'entry', 'entries')} with ${count(tickets, 'ticket', 'tickets')}`,
    free: 'Entering is free.',
    price: (price: number) =>
      `Entering costs ${points(price)}. If the allowlist is withdrawn you get them back; if you leave, you don’t.`,
    most: (n: number) => `It takes ${count(n, 'entry', 'entries')} at most.`,
    wallet: {
      pasted: (chain: string) => `You name a wallet${chain}; each wallet can be in once.`,
      proven: (chain: string) =>
        `You name a wallet${chain} that you have proven by \`/account wallet\`; each wallet can be in once.`,
    },
    chain: { any: ' of any chain', eip155: ' of Ethereum or another EVM chain', solana: ' of Solana' },
    question: (question: string) => `**You are asked:** ${question}`,
    randomness: {
      drand:
        'The randomness comes from drand, a public beacon that nobody can foresee or choose: anyone can check the draw afterwards.',
      'commit-reveal':
        'The randomness is a secret number whose hash stands here from the beginning; anyone can check the draw afterwards. It is weaker than a public beacon: who runs this bot knows the number.',
      manual: 'The winners are chosen by hand.',
      'first-come': 'Nothing is drawn.',
      everyone: 'Nothing is drawn: everyone on the list wins.',
      vrf: 'The platform draws the winners; nobody can check that.',
      unknown: 'Where the randomness comes from is fixed when the allowlist is posted.',
    },
    seedHash: (hash: string) => `Its hash: \`${hash}\``,
    requirements: '**What you need**',
    bonuses: {
      stack: '**More tickets**, which add up',
      highest: '**More tickets**, of which the highest counts',
    },
    notChecked: '(could not be checked just now)',
    yours: '**You**',
    oddsIf: (tickets: number, share: string) =>
      `With ${count(tickets, 'ticket', 'tickets')} you would have about **${share}** for a place, an estimate.`,
  },
  allowlists: {
    open: { title: '## Open allowlists', none: 'No allowlist is open right now. Come back later!' },
    mine: {
      title: '## Your allowlists',
      none: 'You have not entered an allowlist yet. `/allowlists` shows what is open.',
    },
    ends: (at: string) => `ends ${at}`,
    ended: (at: string) => `ended ${at}`,
    withdrawn: 'withdrawn',
    odds: (share: string) => `about ${share}`,
    estimates: 'Odds are estimates: they change with who enters.',
    state: {
      none: 'not entered',
      unpaid: 'being paid',
      valid: 'entered ✓',
      held: 'a manager looks at it',
      refused: 'not accepted',
      left: 'left',
      listed: 'on the closed list ✓',
      missed: 'came too late',
      drawn: 'over',
    },
    result: {
      won: '🏆 you hold a place',
      open: '🏆 **you hold a place: claim it**',
      letGo: 'you let your place go',
      passed: 'passed over',
      lost: 'no place this time',
    },
  },
};
export type OwnEntryTexts = typeof ownEntry;
