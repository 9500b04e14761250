import { count, points } from './amounts.js';

export const accounts = {
  profile: {
    title: (who: string) => `## ${who}`,
    points: (n: number, community: string) => `**${points(n)}** in ${community}`,
    rank: (rank: number, of: number) => `Rank **${String(rank)}** of ${count(of, 'member', 'members')}`,
    unranked: 'Not ranked yet: complete a task to get on the board.',
    completions: (n: number) => `${count(n, 'task', 'tasks')} completed`,
    week: (n: number) => `${points(n)} this week`,
  },
};
export type AccountTexts = typeof accounts;
