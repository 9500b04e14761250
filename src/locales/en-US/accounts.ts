import { count, points } from './amounts.js';

export const accounts = {
  profile: {
    title: (who: string) => `## ${who}`,
    points: (n: number, community: string) => `**${points(n)}** in ${community}`,
    rank: (rank: number, of: number) => `Rank **${String(rank)}** of ${count(of, 'member', 'members')}`,
    unranked: 'Not ranked yet: complete a task to get on the board.',
    completions: (n: number) => `${count(n, 'task', 'tasks')} completed`,
    week: (n: number) => `${points(n)} this week`,
    unrankedOther: 'Not ranked yet.',
    tier: (name: string) => `Tier **${name}**`,
    entries: (n: number) => count(n, 'allowlist entered', 'allowlists entered'),
    wins: (n: number) => count(n, 'win', 'wins'),
    wallet: (address: string) => `Wallet \`${address}\`; only you see this line`,
    noWallet: 'No wallet yet: `/account wallet`',
    otherCommunities: (n: number) => `-# … and ${count(n, 'more community', 'more communities')}`,
    nowhere: 'You have no points anywhere yet. Complete a task in a server that I am in.',
    othersInCommunityOnly:
      'You can see another member’s profile in a server that is linked to a community, not here.',
  },
};
export type AccountTexts = typeof accounts;
