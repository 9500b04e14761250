import { count, points } from './amounts.js';

export const requirements = {
  requirements: {
    notMet: "You can't take part yet. Here is what is missing:",
    line: (required: string, reason: string) => `- **${required}**: ${reason}`,
    role: (role: string) => `The role ${role}`,
    allRoles: (roles: string) => `All of the roles ${roles}`,
    anyRole: (roles: string) => `One of the roles ${roles}`,
    notRole: (role: string) => `Not the role ${role}`,
    noRole: (roles: string) => `None of the roles ${roles}`,
    accountAge: (days: number) => `A Discord account that is at least ${count(days, 'day', 'days')} old`,
    timeOnServer: (days: number) => `In this server for at least ${count(days, 'day', 'days')}`,
    points: (n: number) => `At least ${points(n)} in this community`,
    tier: (tier: string) => `The tier ${tier} of this community`,
    wallet: {
      any: 'A wallet that you have proven',
      eip155: 'A wallet of Ethereum or another EVM chain that you have proven',
      solana: 'A wallet of Solana that you have proven',
    },
    nft: (n: number, name: string, chain: string) =>
      `At least ${count(n, 'NFT', 'NFTs')} of ${name} on ${chain}`,
    nftOfIds: (n: number, name: string, ids: string, chain: string) =>
      `At least ${count(n, 'NFT', 'NFTs')} of ${name} (${ids}) on ${chain}`,
    token: (amount: string, chain: string) => `At least ${amount} on ${chain}`,
    unknown: 'Something that this version of the bot does not know',
    current: {
      none: 'none of them',
      days: (n: number) => count(n, 'day', 'days'),
      wallets: (n: number) => count(n, 'wallet', 'wallets'),
      nfts: (n: number) => count(n, 'NFT', 'NFTs'),
    },
    /** Ends of lines, after what is required. */
    reasons: {
      lacksRoles: (roles: string) => `you don't have ${roles}.`,
      noneOfRoles: 'you have none of them.',
      hasRoles: (roles: string) => `you have ${roles}.`,
      tooYoung: (days: string, from: string) => `it is ${days} now, and enough from ${from} on.`,
      youHave: (what: string) => `you have ${what}.`,
      tierNotReached: (needed: string, earned: string) =>
        `it takes ${needed} ever earned, and you have earned ${earned}.`,
      tierGone: 'the community has no such tier any more. Tell a moderator.',
      noWallet: 'you have none yet. `/account wallet` links one.',
      noEvmWallet: 'you have proven no wallet of an EVM chain yet. `/account wallet` links one.',
      walletsHold: (what: string) => `your proven wallets hold ${what}.`,
      tryAgain: 'this could not be checked just now. Please try again in a moment.',
      unknown: 'this could not be checked. Tell a moderator.',
    },
    /** The same for contracts: also told to the manager who names one. */
    contractFaults: {
      'no-node': (chain: string) => `this bot has no node of ${chain} to ask. Tell a moderator.`,
      'other-chain': (chain: string) =>
        `the node that this bot asks for ${chain} is one of another chain. Tell a moderator.`,
      'no-contract': (chain: string) => `there is no such contract on ${chain}. Tell a moderator.`,
      refused: (chain: string) => `its contract on ${chain} does not answer this. Tell a moderator.`,
      'bad-answer': (chain: string) =>
        `its contract on ${chain} gives an answer that can't be right. Tell a moderator.`,
    },
  },
};
export type RequirementTexts = typeof requirements;
