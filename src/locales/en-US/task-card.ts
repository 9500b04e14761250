import { count, points } from './amounts.js';

/** The card of a task in its channel, and what managers are told of cards. */
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
  /** In the log channel, or as a direct message to whoever linked the server. */
  cardNotice: {
    'channel-gone': (channel: string, title: string, others: number) =>
      `### Tasks without a channel\nThe channel ${channel} is gone, and with it ${others === 0 ? `the card of **${title}**` : `the cards of **${title}** and ${count(others, 'other task', 'other tasks')}`}. I have paused ${others === 0 ? 'it' : 'them'}. With \`/task manage\` you can post it in another channel, or end it.`,
    'no-access': (channel: string, title: string, others: number) =>
      `### I can’t show tasks in ${channel} any more\nI lack the permission to see the channel or to post there, so I have paused ${others === 0 ? `**${title}**` : `**${title}** and ${count(others, 'other task', 'other tasks')}`}. Give me **View Channel**, **Send Messages** and **Read Message History** there, and ${others === 0 ? 'it goes' : 'they go'} on by ${others === 0 ? 'itself' : 'themselves'}.`,
    back: (channel: string, title: string, others: number) =>
      `✓ I can show tasks in ${channel} again: ${others === 0 ? `**${title}** goes on` : `**${title}** and ${count(others, 'other task', 'other tasks')} go on`}.`,
    'deleted-often': (channel: string, title: string) =>
      `### A card was deleted again and again\nThe card of **${title}** in ${channel} was deleted three times within an hour. I don’t post it again and have paused the task; \`/task manage\` lets it go on, or ends it.`,
    closed: (channel: string, title: string) =>
      `### A task was closed\nThe card of **${title}** in ${channel} was deleted, so I closed the task, as \`/community setup\` → *Posting* says. What members have earned stays.`,
    'occurrence-waits': (channel: string, title: string) =>
      `### A task waits to be posted\n**${title}** repeats, and its next occurrence in ${channel} is ready. Tasks are not posted by themselves in this server, so it waits as a draft: \`/task manage\` posts it, and \`/community setup\` → *Posting* lets me post the next ones myself.`,
    'draw-channel': (channel: string, title: string) =>
      `### A draw waits\nI can’t post in ${channel}, where the draw of **${title}** has to be announced. Give me **View Channel**, **Send Messages** and **Read Message History** there, and it goes on by itself. Nothing about its result changes meanwhile.`,
    'draw-beacon': (channel: string, title: string) =>
      `### A draw waits\nThe draw of **${title}** in ${channel} waits for the public random number of drand, which is late. It takes that very one as soon as it is there, and no other.`,
    'draw-check': (channel: string, title: string) =>
      `### A draw waits\nFor the draw of **${title}** in ${channel} I can’t find out just now whether a winner still meets the conditions. I keep trying; nobody loses a place over it.`,
  },
};
export type TaskCardTexts = typeof taskCard;
