import { count } from './amounts.js';

/** Who did what first is not known here; how the task stands now is what helps. */
export const taskLife = {
  taskLife: {
    refused: {
      draft: 'This task is not posted yet.',
      scheduled: 'This task is scheduled already.',
      active: 'This task is open already.',
      paused: 'This task is paused.',
      completed: 'This task is over: all places were taken.',
      expired: 'This task is over.',
      cancelled: 'This task was withdrawn.',
    },
    endPassed: (when: string) =>
      `This task would have ended ${when}. Give it another end first, then post it.`,
    startAfterEnd: 'This task would end before it starts. Give it another start or end first.',
    sameDay: 'Another occurrence of this task begins on that day already. Choose another start.',
    longerThanSeries: {
      daily: 'A task that repeats every day can be open for a day at most. Give it an earlier end.',
      weekly: 'A task that repeats every week can be open for a week at most. Give it an earlier end.',
    },
  },
  managePost: {
    notOurs:
      'This is no task and no allowlist of mine in this server. Choose *Manage this post* on one that I posted here.',
    states: {
      draft: 'Not posted yet',
      scheduled: 'Not open yet',
      active: '**Open**',
      paused: 'Paused',
      completed: 'Over: all places were taken',
      expired: 'Over',
      cancelled: 'Withdrawn: nobody can complete it',
      notLinked: 'Stopped: this server is not linked to the community of this task any more',
    },
    completions: (n: number) => `completed by ${count(n, 'member', 'members')}`,
    waiting: (n: number) => `${count(n, 'submission', 'submissions')} waiting for review`,
    views: (n: number) => `details opened by ${count(n, 'member', 'members')}`,
    repeats: {
      daily: 'Repeats every day. *End now* ends this occurrence; *Withdraw* ends the series too.',
      weekly: 'Repeats every week. *End now* ends this occurrence; *Withdraw* ends the series too.',
    },
    review: 'Review waiting submissions',
    noReview: 'Your roles may not review submissions here.',
    edit: 'Edit',
    finish: 'Finish and post',
    moves: { start: 'Start now', pause: 'Pause', resume: 'Resume', end: 'End now', cancel: 'Withdraw …' },
    done: {
      start: '✓ The task is open now.',
      pause: '✓ The task is paused. Nobody can take part until you resume it; its end stays as it was.',
      resume: '✓ The task is open again.',
      end: '✓ The task is over. What waits for review can still be decided.',
      cancel: '✓ The task is withdrawn. Who has completed it keeps the points.',
    },
    sureToCancel: (title: string) =>
      `### Withdraw this task?\n**${title}** closes for good, and where it repeats nothing follows. Who has completed it keeps the points. This can’t be undone.`,
    cancelIt: 'Withdraw it',
    keepIt: 'Keep it',
    changeEnd: 'Change the end',
    ending: {
      label: 'New end',
      hint: (zone: string) => `A date and time (${zone}), or how long from now, such as 7d or 12h`,
      done: (when: string, relative: string) => `✓ The task now ends ${when} (${relative}).`,
    },
  },
  manageTasks: {
    newest: '## Your newest tasks\n-# To find another one, type words of its title into the option *task*.',
    found: (words: string) => `## Tasks found for “${words}”`,
    none: 'There is no draft and no open task here. `/task create` makes one.',
    noneFound: (words: string) => `No task here has the words “${words}” in its texts.`,
    choose: 'Choose a task',
    short: {
      draft: 'draft',
      scheduled: 'scheduled',
      active: 'open',
      paused: 'paused',
      completed: 'over, full',
      expired: 'over',
      cancelled: 'withdrawn',
    },
  },
  taskTiming: {
    title: 'Times and repeats',
    starts: 'Starts',
    startsHint: (zone: string) => `Empty: when it is posted. Or a date (${zone}), or how long from now`,
    newStartHint: (zone: string) => `A date and time (${zone}), or how long from now, such as 2d or 12h`,
    ends: 'Ends',
    endsHint: (zone: string) => `A date and time (${zone}), or how long it is open, such as 7d or 12h`,
    repeats: 'Repeats',
    repeatsHint: (zone: string) => `Each time as a new post, at the same time of day (${zone})`,
    each: { never: 'No', daily: 'Every day', weekly: 'Every week' },
    opens: (when: string, relative: string) => `Starts ${when} (${relative})`,
    opensWhenPosted: 'Starts when it is posted',
    closes: (when: string, relative: string) => `Ends ${when} (${relative})`,
    openFor: (length: string) => `Open for ${length} from then on`,
    comes: {
      never: 'Does not repeat',
      daily: 'Repeats every day, at the same time of day',
      weekly: 'Repeats every week, at the same time of day',
    },
    zone: (zone: string) => `Time zone: ${zone}`,
  },
  timingFaults: {
    form: (zone: string) =>
      `type a date such as \`2026-12-24 18:00\` or \`24.12.2026 18:00\` (${zone}), or a duration such as \`7d\`, \`12h\` or \`1d 12h\`.`,
    'no-such-time': 'there is no such day or time.',
    skipped: 'on that day the clocks are put forward over this time. Choose another one.',
    twice: 'on that day the clocks are put back and show this time twice. Choose another one.',
    past: 'this is over already. Choose a moment that is ahead.',
    beforeStart: 'this is before the task starts.',
    tooFar: 'at most a year ahead.',
    length: 'a task is open for 1 hour at least, and for 365 days at most.',
    meanwhile: (when: string) =>
      `Somebody else has changed the end meanwhile: it is ${when} now. *Fix it* opens the form with what you typed.`,
  },
};
export type TaskLifeTexts = typeof taskLife;
