import { count, points } from './amounts.js';

/** The card of a task in its channel. */
export const taskCard = {
  taskCard: {
    reward: (n: number) => `**${points(n)}**`,
    /** Where a task is in its life, short: behind its points on the card, in lists and in its details. */
    standing: {
      opens: (when: string) => `opens ${when}`,
      ends: (when: string) => `ends ${when}`,
      pausedUntil: (when: string) => `paused · ends ${when}`,
      ended: (when: string) => `ended ${when}`,
      full: 'over: all places are taken',
      withdrawn: 'withdrawn',
    },
    /** The same in a sentence, where the button is switched off. */
    closed: {
      scheduled: (when: string) => `⏳ Not open yet: it opens ${when}.`,
      full: 'All places are taken. If one becomes free, you can take part again.',
      paused: '⏸️ Paused: nobody can complete it for now.',
      completed: '✓ Over: all places were taken.',
      expired: 'Over: the time is up.',
      cancelled: 'Withdrawn: nobody can complete it any more.',
      notLinked:
        'This server is not linked to its community any more: nobody can complete this task for now.',
    },
    /** Why it is paused though no manager paused it. */
    trouble: {
      channel_gone: 'Paused: the channel of its card was deleted. A manager has to choose another one.',
      no_access: 'Paused: I can’t post in the channel of its card. It goes on as soon as I can.',
      removed: 'Paused: its card was deleted again and again. A manager can let it go on.',
    },
    needs: '**You need**',
    moreNeeds: (n: number) => `… and ${String(n)} more: press *Details*`,
    campaign: (name: string) => `Campaign: ${name}`,
    completed: (n: number) =>
      n === 0
        ? 'Nobody completed it yet. Be the first!'
        : `Completed by **${count(n, 'member', 'members')}**`,
    places: (taken: string, all: string) => `**${taken}** of **${all}** places taken`,
    howJoin: 'Press *Complete*: you only need to be in this server.',
    howRole: (role: string) => `Press *Complete*: you need the role ${role}.`,
    howProof: 'Press *Complete* and send your proof. A moderator looks at it.',
    complete: 'Complete',
    details: 'Details',
  },
};
export type TaskCardTexts = typeof taskCard;
