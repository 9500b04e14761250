import { count, points } from './amounts.js';

export const pointsTexts = {
  byHand: {
    credited: (who: string, n: number) => `### Done\n${who} got ${points(n)}.`,
    debited: (who: string, n: number) => `### Done\nTook ${points(n)} from ${who}.`,
    repeated: 'This was done before, and counted once.',
    balance: (n: number) => `They have ${points(n)} now.`,
    reason: (reason: string) => `Reason: “${reason}”`,
    told: 'They are told by direct message, unless they have switched those off.',
    notice: {
      credited: (n: number, server: string) => `**+${points(n)}** on **${server}**, from its managers.`,
      debited: (n: number, server: string) => `**−${points(n)}** on **${server}**, by its managers.`,
    },
    refused: {
      amount: (max: string) => `The amount is a whole number from 1 to ${max}.`,
      reason: (max: number) => `A reason has 1 to ${String(max)} visible characters. The member reads it.`,
      bot: 'Bots have no points.',
      self: 'You cannot credit yourself. Ask another manager.',
      balance: (n: number, has: number) =>
        `They have ${points(has)}: ${points(n)} cannot be taken. Nothing was changed.`,
    },
  },
  leaderboard: {
    title: { all: '## Leaderboard', week: '## Leaderboard of the week' },
    week: (week: string) => `-# Week ${week}, Monday to Sunday (UTC). Counts what was earned in it.`,
    all: '-# Of all time. Counts the points that members have.',
    empty: {
      all: 'Nobody has points yet. `/tasks` shows how to get some.',
      week: 'Nobody has earned points in this week yet.',
    },
    place: (rank: string, who: string, n: number) => `**${rank}.** ${who} · ${points(n)}`,
    former: 'a former member',
    own: (rank: string, of: string, n: number) => `**You: rank ${rank}** of ${of} · ${points(n)}`,
    ownNone: (members: number) =>
      `You have no points here yet. ${count(members, 'member is', 'members are')} ranked.`,
    show: { all: 'Of all time', week: 'This week' },
  },
};
export type PointsTexts = typeof pointsTexts;
