/** Linking a Discord account: in Discord, on our pages (plain text), and in the settings of linked roles. */
export const accountLink = {
  accountLink: {
    off: 'Linking accounts is not set up on this bot. Whoever runs it can switch it on.',
    notLinked: 'Your account is not linked. `/account link` does that.',
    title: '## Link your Discord account',
    why: 'Servers can then give you roles for your points and your tier: *Linked Roles*. You don’t need it for tasks or points.',
    isLinked: '✓ **Your account is linked.** Linking again replaces what the bot may do for you.',
    hasFailed: '**Your link has ended:** Discord no longer accepts it. Link again to keep your linked roles.',
    asks: 'Discord will ask you to allow two things: to see who you are, and to tell linked roles your points, tier and tasks. The bot can’t read your messages or join servers for you.',
    button: 'Link with Discord',
    againButton: 'Link again',
    until: (when: string) => `For you alone, on Discord’s own page. The link expires ${when}.`,
    done: '### ✓ Your Discord account is linked',
    doneNext: 'Linked roles now know your points and your tier. `/account unlink` undoes it at any time.',
    relink: '### Your linked account has to be linked again',
    relinkNext:
      'Discord no longer takes the permission that you gave. Run `/account link` if you want linked roles to go on; you need not do anything else.',
    unlink: {
      title: '### Unlink your Discord account?',
      goes: '**Goes:** the permission that you gave this bot at Discord, and what linked roles know of you. Roles that need it are taken from you by Discord.',
      stays: '**Stays:** your points, tasks, entries and wallets. They don’t come from the link.',
      confirm: 'Unlink',
      keep: 'Keep it',
      done: '### Unlinked',
      doneNext:
        'The permission is taken back at Discord and erased here now, within a day at most if Discord does not answer. `/account link` links again.',
      kept: 'Nothing was changed. Your account stays linked.',
    },
    pages: {
      over: {
        title: 'This link has expired',
        text: 'It works for ten minutes, and until your account is linked. Run /account link in Discord for a fresh one.',
      },
      nothing: {
        title: 'Nothing to show',
        text: 'This page tells how linking your account has ended, for a few minutes.',
        next: 'Run /account link in Discord to see whether your account is linked.',
      },
      outcomes: {
        linked: {
          title: 'Your Discord account is linked',
          text: 'Linked roles now know your points and your tier. You can undo it with /account unlink.',
          next: 'Close this page and go back to Discord.',
        },
        denied: {
          title: 'Nothing was linked',
          text: 'You said no at Discord, and nothing was stored.',
          next: 'If you change your mind, run /account link in Discord.',
        },
        refused: {
          title: 'Discord refused to link your account',
          text: 'Discord did not accept this sign-in, and nothing was stored.',
          next: 'Run /account link in Discord and try once more.',
        },
        'no-answer': {
          title: 'Discord did not answer',
          text: 'Whether you may link could not be confirmed, and nothing was stored.',
          next: 'Wait a moment, then run /account link in Discord again.',
        },
        'bad-answer': {
          title: 'Discord’s answer can’t be used',
          text: 'Discord allowed less, or something else, than was asked for. Nothing was stored.',
          next: 'Run /account link in Discord again, and allow both things that are asked for.',
        },
        'wrong-user': {
          title: 'This is another Discord account',
          text: 'This browser is signed in to Discord as somebody else than the member who ran the command. Nothing was linked.',
          next: 'Sign in to Discord here as yourself, then run /account link again.',
        },
        unknown: {
          title: 'This sign-in is not known',
          text: 'It did not begin here, or too long ago. Nothing was linked.',
          next: 'Run /account link in Discord and open its link.',
        },
        expired: {
          title: 'This sign-in took too long',
          text: 'It had ten minutes. Nothing was linked.',
          next: 'Run /account link in Discord for a fresh link.',
        },
        used: {
          title: 'This sign-in was used already',
          text: 'Each one works once. Nothing more was changed.',
          next: 'Run /account link in Discord to see whether your account is linked.',
        },
        foreign: {
          title: 'This sign-in began in another browser',
          text: 'Or this browser keeps no cookies. Nothing was linked.',
          next: 'Run /account link in Discord and open its link in this browser.',
        },
        locked: {
          title: 'Too many attempts have failed',
          text: 'Linking is paused for 15 minutes. Nothing was linked.',
          next: 'Try again later, with /account link in Discord.',
        },
      },
    },
  },
  linkedRoles: {
    platform: 'Community points',
    points: { name: 'Points', description: 'Points ever earned, in all communities, at least' },
    tier: { name: 'Tier', description: 'The highest tier in a community, at least; 1 is the lowest' },
    tasks: { name: 'Tasks', description: 'Tasks completed, in all communities, at least' },
  },
};
export type AccountLinkTexts = typeof accountLink;
