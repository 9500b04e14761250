import { count, points } from './amounts.js';

/** The card of an allowlist in its channel. */
export const allowlistCard = {
  allowlistCard: {
    prize: (prize: string) => `Prize: **${prize}**`,
    kinds: {
      raffle: {
        some: (n: number) => `Raffle: ${count(n, 'winner is', 'winners are')} drawn by lot.`,
        everyone: 'Raffle without a draw: everyone who is in at the end wins.',
      },
      first_come: {
        some: (n: number) => `First come, first served: the first ${count(n, 'entry wins', 'entries win')}.`,
        everyone: 'First come, first served.',
      },
      application: {
        some: (n: number) => `Application: the team picks ${count(n, 'winner', 'winners')}.`,
        everyone: 'Application: the team picks who wins.',
      },
      collection: {
        some: (n: number) => `Wallets are collected: ${count(n, 'member', 'members')}.`,
        everyone: 'Wallets are collected: everyone who is in at the end counts.',
      },
    },
    free: 'Free',
    price: (n: number) => `An entry costs **${points(n)}**`,
    chains: {
      any: 'on any chain',
      eip155: 'on Ethereum or a compatible chain',
      solana: 'on Solana',
    },
    wallet: {
      pasted: (chain: string) =>
        `Have the address of a wallet ${chain} at hand: you paste it when you enter.`,
      proven: (chain: string) => `You need a wallet ${chain} that you have proven: \`/account wallet\`.`,
    },
    bonuses: '**More tickets**',
    bonusFor: {
      role: (n: number, role: string) => `${count(n, 'ticket', 'tickets')} more with ${role}`,
      booster: (n: number) => `${count(n, 'ticket', 'tickets')} more for boosting this server`,
      task: (n: number, title: string) => `${count(n, 'ticket', 'tickets')} more for the task “${title}”`,
    },
    bonusModes: { stack: 'Bonuses add up.', highest: 'Of several bonuses the highest counts.' },
    winnerRole: (role: string) => `Winners get the role ${role}.`,
    claim: (hours: number, then: string) =>
      `Winners have ${hours % 24 === 0 ? count(hours / 24, 'day', 'days') : count(hours, 'hour', 'hours')} to claim their prize; ${then}.`,
    /** What becomes of a prize that is not claimed. */
    unclaimed: {
      next: 'after that the next one moves up',
      picked: 'after that the team may pick somebody else',
      lost: 'after that it is lost',
    },
    sources: {
      notYet: 'Where the randomness comes from is fixed and shown here when it is posted.',
      drand:
        'The draw uses the public randomness of drand, round by round fixed in advance: anyone can check the result.',
      commitReveal: (hash: string) =>
        `The draw uses a seed of this bot that is fixed already; it is weaker than public randomness. Its SHA-256 is \`${hash}\`; the seed is revealed with the draw, and anyone can check the result.`,
    },
    standing: {
      opens: (when: string) => `opens ${when}`,
      noEnd: 'no end is chosen yet',
      ends: (when: string) => `ends ${when}`,
      paused: (when: string) => `paused · ends ${when}`,
      closed: (when: string) => `closed ${when}`,
      drawn: 'over',
      cancelled: 'withdrawn',
    },
    /** The same in a sentence, where the button is switched off. */
    closed: {
      scheduled: (when: string) => `⏳ Not open yet: it opens ${when}.`,
      full: {
        places: 'All places are taken. If somebody leaves, you can still enter.',
        entries: 'As many are in as can be. If somebody leaves, you can still enter.',
      },
      paused: '⏸️ Paused: nobody can enter for now.',
      closing: 'Closed: nobody can enter any more. The result follows here.',
      frozen: {
        lot: 'Closed: the list is fixed, and the draw is under way.',
        picked: 'Closed: the team is picking the winners.',
        other: 'Closed: the list is fixed, and the result follows here.',
      },
      drawn: '✓ Over: the winners are announced. *My entry* tells you whether you are one.',
      cancelled: 'Withdrawn: nobody wins.',
      refunded: 'Withdrawn: nobody wins. Whoever has paid gets the points back.',
      notLinked: 'This server is not linked to its community any more: nobody can enter for now.',
    },
    /** Why it is paused though no manager paused it. */
    trouble: {
      channel_gone: 'Paused: the channel of its card was deleted. A manager has to choose another one.',
      no_access: 'Paused: I can’t post in the channel of its card. It goes on as soon as I can.',
      removed: 'Paused: its card was deleted again and again. A manager can let it go on.',
    },
    entries: (n: number) =>
      n === 0 ? 'Nobody is in yet. Be the first!' : `**${count(n, 'member', 'members')}** in`,
    places: (taken: string, all: string) => `**${taken}** of **${all}** places taken`,
    entriesOf: (taken: string, all: string) => `**${taken}** of at most **${all}** members in`,
    tickets: (n: number) => count(n, 'ticket', 'tickets'),
    enter: 'Enter',
    details: 'Details',
  },
};
export type AllowlistCardTexts = typeof allowlistCard;
