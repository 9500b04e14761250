import type { AccountTexts } from '../en-US/accounts.js';
import { count, points } from './amounts.js';

export const accounts: AccountTexts = {
  profile: {
    title: (who) => `## ${who}`,
    points: (n, community) => `**${points(n)}** in ${community}`,
    rank: (rank, of) => `Rang **${String(rank)}** von ${count(of, 'Mitglied', 'Mitgliedern')}`,
    unranked: 'Noch ohne Rang: erledige eine Aufgabe, um auf die Liste zu kommen.',
    completions: (n) => `${count(n, 'Aufgabe', 'Aufgaben')} erledigt`,
    week: (n) => `${points(n)} in dieser Woche`,
  },
};
