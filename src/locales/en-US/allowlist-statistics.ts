import { count } from './amounts.js';

const number = (n: number): string => n.toLocaleString('en-US');
const members = (n: number): string => count(n, 'member', 'members');
const entries = (n: number): string => count(n, 'entry', 'entries');

/** What pictures and panels of all statistics share is in `statistics`. */
export const allowlistStatistics = {
  allowlistStatistics: {
    looked: (n: number, views: number) =>
      `**Looked**: ${members(n)} opened the details or pressed *Enter*; the details were opened ${count(views, 'time', 'times')}`,
    pressed: (n: number, share: string) =>
      `**Pressed Enter**: ${members(n)}, ${share} of those who looked, let in or not`,
    entered: (n: number, share: string, tickets: number) =>
      `**Entered**: ${members(n)}, ${share} of those who looked, with ${count(tickets, 'ticket', 'tickets')}`,
    everyone: '**Competition**: none, as everyone wins',
    competition: (each: string, places: number) =>
      `**Competition**: ${each} ${each === '1' ? 'entry' : 'entries'} per place, of ${count(places, 'place', 'places')}`,
    trend: (newest: number, before: number) =>
      `**Trend**: ${entries(newest)} in its newest 24 hours, ${number(before)} in the 24 hours before`,
    returning: (n: number, share: string) =>
      `**Returning**: ${number(n)} of these (${share}) were in an earlier allowlist of this server`,
    newcomers: (n: number, share: string) =>
      `**First time**: ${number(n)} of these (${share}) were in none before`,
    stayed: (n: number, before: number, share: string) =>
      `**Came again**: of the ${members(before)} in the allowlist before this one, ${number(n)} (${share}) are in this one too`,
    first: '**Came again**: there is no allowlist with entries before this one to compare with',
    entriesPer: {
      hour: 'Entries per hour',
      day: 'Entries per day',
      week: 'Entries per week, from Monday on',
    },
    nobody: 'Nobody has entered yet.',
    advice: {
      few: (enough: number, n: number) =>
        `Too early to tell: advice needs ${String(enough)} members who looked, and there ${n === 1 ? 'is' : 'are'} ${number(n)}.`,
      unpressed: (share: string) =>
        `Of those who look, only ${share} press *Enter*. Say in the first line what the prize is worth, lower the price, or ask for fewer requirements.`,
      refused: (share: string) =>
        `Of those who press *Enter*, only ${share} get in. The others lack a requirement, the wallet or the points, or have left again: ask for less, or say in the description how to get it.`,
      held: (n: number) =>
        `${count(n, 'entry waits', 'entries wait')} for a decision. Whatever is undecided when the list closes is out.`,
      roomy: (n: number, places: number) =>
        `${entries(n)} for ${count(places, 'place', 'places')}: as it stands, everybody wins. Post it where more people come by, or tell your members when it ends.`,
      roomyEnded: (n: number, places: number) =>
        `${entries(n)} for ${count(places, 'place', 'places')}: everybody who was eligible could win. Next time fewer places, a longer time or fewer requirements make it a contest.`,
      crowded: (each: string) =>
        `${each} entries per place: most will go home with nothing. More places, or a requirement that rewards active members, keep them interested.`,
      regulars: (share: string) =>
        `${share} were in an earlier allowlist: it reaches mostly the same members. To reach new ones, post it elsewhere, or give a ticket for a task that brings in friends.`,
      lost: (share: string) =>
        `Of the allowlist before it, only ${share} came again. Announce the next one to those members, or give them a ticket for coming again by a role.`,
      fine: (share: string) => `Nothing stands out: ${share} of those who look are in. Leave it as it is.`,
    },
    note: (when: string) =>
      `-# As of ${when}. Views and presses are those of the last 90 days, until the list was fixed; shares of returning members are counted again every minute or so.`,
    picture: {
      entries: 'Entries',
      competition: 'Entries per place',
      conversion: 'From look to entry',
      retention: 'Back from last one',
      funnel: 'From looking to being in',
      looked: 'Looked',
      pressed: 'Pressed Enter',
      entered: 'Entered',
      who: 'Who entered',
      returning: 'Were in an earlier allowlist',
      newcomers: 'First time',
      alt: (title: string, looked: number, pressed: number, entered: number) =>
        `Chart of “${title}”: ${members(looked)} looked, ${number(pressed)} pressed Enter, ${number(entered)} entered. All figures stand below it in words.`,
    },
  },
};
