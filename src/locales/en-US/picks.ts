import { count } from './amounts.js';

const applications = (n: number): string => count(n, 'application', 'applications');

/** Where managers choose winners from the applications. */
export const picks = {
  picks: {
    open: 'Applications',
    title: (title: string) => `## Applications: ${title}`,
    picked: (n: number, of: number) =>
      of === 0
        ? `${n.toLocaleString('en-US')} picked`
        : `${n.toLocaleString('en-US')} of ${count(of, 'place', 'places')} picked`,
    counted: (n: number) => applications(n),
    hint: 'Nobody is told before you announce; until then you can change your mind.',
    announced: 'The winners were announced.',
    beingAnnounced: 'The winners are being announced.',
    anotherFree: 'A place is free: you may pick somebody else and announce them, too.',
    empty: { all: 'There is no application on the list.', picked: 'Nobody is picked.' },
    marks: {
      picked: '✓ **picked** · ',
      winner: '🏆 **has a place** · ',
      passed: '✗ **gave up or lost a place** · ',
    },
    score: (n: number) => `risk ${String(n)} of 100`,
    look: 'Look',
    show: { all: 'All', picked: 'Picked ones' },
    announce: 'Announce …',
    noAnswer: '*No answer*',
    risk: (score: number) => `**Risk: ${String(score)} of 100**`,
    noRisk: 'Nothing was noticed.',
    accepted: 'It was held; a manager accepted it.',
    account: (age: string) => `Discord account made ${age}`,
    wallet: (wallet: string) => `Wallet: \`${wallet}\``,
    history: '**In this community**',
    past: (entries: number, wins: number) =>
      `${count(entries, 'entry', 'entries')} in allowlists, this one included; ${count(wins, 'place', 'places')} won before`,
    points: (points: string, tasks: number) => `${points}, ${count(tasks, 'task', 'tasks')} done`,
    pick: 'Pick',
    unpick: 'Unpick',
    list: 'All applications',
    back: 'Back',
    ask: {
      title: (title: string) => `### Announce the winners of **${title}**?`,
      who: (n: number, of: number) =>
        `${count(n, 'member was', 'members were')} picked from ${applications(of)}. In the channel it will say that the managers picked them:`,
      more: (n: number) => `… and ${n.toLocaleString('en-US')} more`,
      nobody: (of: number) =>
        `You have picked nobody. In the channel it will say that the managers picked nobody from ${applications(of)}, and that nobody has won.`,
      fewer: (places: number) => `${count(places, 'place stays', 'places stay')} free.`,
      follows: 'Each of them is pinged and gets a direct message.',
      claim: (hours: number) => `They have ${count(hours, 'hour', 'hours')} to claim the place.`,
      role: (role: string) => `They get the role ${role}.`,
      final: 'This can’t be undone.',
      yes: 'Announce',
      no: 'Not yet',
    },
    done: {
      pick: '✓ Picked.',
      unpick: '✓ Not picked any more.',
      announce: '✓ The winners stand, and are announced in the channel.',
    },
    refused: {
      noApplication: 'Winners are picked in allowlists of the kind *application* only.',
      notYet: 'The list is not fixed yet. When the applications have ended you can pick.',
      gone: 'There is no such application any more.',
      full: (places: number) => `All ${String(places)} places are taken. Unpick somebody first.`,
      left: 'This member is no longer on the server.',
      ineligible: 'This member does not meet the conditions of the allowlist any more.',
      changed: 'Somebody was faster: the picks have changed. Look again.',
      nobody: 'Nobody is picked who has not been announced.',
    },
  },
};
export type PicksTexts = typeof picks;
