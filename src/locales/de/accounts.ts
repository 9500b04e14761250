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
    unrankedOther: 'Noch ohne Rang.',
    tier: (name) => `Stufe **${name}**`,
    entries: (n) => `an ${count(n, 'Allowlist', 'Allowlists')} teilgenommen`,
    wins: (n) => count(n, 'Gewinn', 'Gewinne'),
    wallet: (address) => `Wallet \`${address}\`; diese Zeile siehst nur du`,
    noWallet: 'Noch keine Wallet: `/konto wallets`',
    otherCommunities: (n) => `-# … und ${count(n, 'weitere Community', 'weitere Communities')}`,
    nowhere: 'Du hast noch nirgends Punkte. Erledige eine Aufgabe auf einem Server, auf dem ich bin.',
    othersInCommunityOnly:
      'Das Profil eines anderen Mitglieds siehst du auf einem Server, der mit einer Community verknüpft ist, nicht hier.',
  },
};
