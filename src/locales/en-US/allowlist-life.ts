import { count } from './amounts.js';

/** Who did what first is not known here; how the allowlist stands now is what helps. */
export const allowlistLife = {
  allowlistLife: {
    refused: {
      draft: 'This allowlist is not posted yet.',
      scheduled: 'This allowlist is scheduled already.',
      active: 'This allowlist is open already.',
      paused: 'This allowlist is paused.',
      closing: 'This allowlist has closed; its result follows.',
      frozen:
        'The list of this allowlist is fixed and its result is under way: nothing can be changed any more.',
      drawn: 'This allowlist is over: nothing can be changed any more.',
      cancelled: 'This allowlist was withdrawn.',
    },
    endPassed: (when: string) => `The end of this allowlist has come ${when}: it is being closed.`,
  },
  manageAllowlist: {
    states: {
      draft: 'Not posted yet',
      scheduled: 'Not open yet',
      active: '**Open**',
      paused: 'Paused',
      closing: 'Closed; the result follows',
      frozen: 'Closed; the list is fixed and the result under way',
      drawn: 'Over; the winners are announced',
      cancelled: 'Withdrawn',
      notLinked: 'Stopped: this server is not linked to the community of this allowlist any more',
    },
    entries: (n: number) => count(n, 'entry', 'entries'),
    tickets: (n: number) => count(n, 'ticket', 'tickets'),
    held: (n: number) => `${count(n, 'entry waits', 'entries wait')} for a decision`,
    madeBy: (who: string, when: string) => `Made by ${who} ${when}`,
    edit: 'Edit',
    finish: 'Finish and post',
    moves: { start: 'Start now', pause: 'Pause', resume: 'Resume', end: 'Close now', cancel: 'Withdraw …' },
    done: {
      start: '✓ The allowlist is open now.',
      pause: '✓ The allowlist is paused. Nobody can enter until you resume it; its end stays as it was.',
      resume: '✓ The allowlist is open again.',
      end: '✓ The allowlist is closed. Who is in now is on the list; the result follows by itself.',
      cancel: '✓ The allowlist is withdrawn. Whoever has paid gets the points back.',
    },
    sureToCancel: (title: string) =>
      `### Withdraw this allowlist?\n**${title}** closes for good, and nothing is drawn. Whoever has paid gets the points back. This can’t be undone.`,
    sureToEnd: (title: string, n: number) =>
      `### Close this allowlist now?\n**${title}** closes with ${count(n, 'entry', 'entries')}, and the result follows. It can’t be opened again.`,
    cancelIt: 'Withdraw it',
    endIt: 'Close it',
    keepIt: 'Keep it',
    changeEnd: 'Change the end',
    ending: {
      done: (when: string, relative: string) => `✓ The allowlist now ends ${when} (${relative}).`,
    },
    newest:
      '## Your newest allowlists\n-# To find another one, type words of its title into the option *allowlist*.',
    found: (words: string) => `## Allowlists found for “${words}”`,
    none: 'There is no draft and no open allowlist here. `/allowlist create` makes one.',
    noneFound: (words: string) => `No allowlist here has the words “${words}” in its texts.`,
    choose: 'Choose an allowlist',
    short: {
      draft: 'draft',
      scheduled: 'scheduled',
      active: 'open',
      paused: 'paused',
      closing: 'closed',
      frozen: 'closed, winners to come',
      drawn: 'over',
      cancelled: 'withdrawn',
    },
  },
};
export type AllowlistLifeTexts = typeof allowlistLife;
