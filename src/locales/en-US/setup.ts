import { count } from './amounts.js';

export const setup = {
  title: (server: string) => `## Set up ${server}`,
  saved: 'Every choice is saved at once. Only you see this panel.',
  pages: {
    channels: 'Channels',
    roles: 'Roles',
    posting: 'Posting',
    language: 'Language & time',
    check: 'Check',
  },
  channels: {
    placeholder: 'None; choose a channel',
    names: {
      defaultChannel: 'Default channel',
      announcementChannel: 'Announcements',
      reviewChannel: 'Reviews',
      logChannel: 'Log',
    },
    hints: {
      defaultChannel: 'Tasks are posted here unless another channel is named.',
      announcementChannel:
        'Here it is said that there are winners; they are named in the channel of their allowlist.',
      reviewChannel: 'Moderators learn here which proofs are waiting.',
      logChannel: 'I report problems here; best where only moderators read.',
    },
  },
  roles: {
    title: '### Who may do what',
    managers: 'Anyone with **Manage Server** can do everything. Others get permissions through their roles:',
    nobody: 'No role has permissions of its own yet.',
    everything: 'all of these',
    choose: 'Add or change a role',
    edit: (role: string) => `**What may members of ${role} do?** Choose nothing to take the role out.`,
    nothing: 'Nothing',
    remove: 'Take the role out',
    done: 'Done',
  },
  posting: {
    title: '### What I post by myself',
    notices: '### What I report',
    on: (what: string) => `**${what}: on**`,
    off: (what: string) => `**${what}: off**`,
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    cardDeleted: '**When somebody deletes a card of an open task:**',
    onCardDeleted: { repost: 'Post the card again', close: 'Close the task' },
    names: {
      tasks: 'New tasks of the platform',
      allowlists: 'New allowlists of the platform',
      reviews: 'Waiting proofs',
      winners: 'Winners',
      problems: 'Problems',
    },
    hints: {
      tasks: 'Tasks made outside Discord are posted in the default channel.',
      allowlists: 'Allowlists made outside Discord are posted in the default channel.',
      reviews: 'In the review channel, when a member has sent a proof.',
      winners: 'In the announcement channel, after a draw.',
      problems: 'In the log channel, when a channel or a permission is lost, and when all is well again.',
    },
  },
  language: {
    name: 'English',
    language: '**Language** of cards and notices. What members are answered is in their own language.',
    asServer: (language: string) => `As the server: ${language}`,
    zone: '**Time zone** in which dates are typed. Everybody reads them in their own.',
    otherZone: 'Another time zone…',
    age: '**Minimum account age**: newer Discord accounts can’t take part. This keeps throw-away accounts out.',
    days: (days: number) => count(days, 'day', 'days'),
    anyAge: 'Any age',
    otherAge: 'Another number…',
  },
  typed: {
    timezone: {
      title: 'Time zone',
      label: 'Time zone',
      hint: 'As in the IANA list, such as Europe/Berlin; the city alone will do',
    },
    minimumAccountAge: {
      title: 'Minimum account age',
      label: 'Days',
      hint: 'A whole number from 0 (any age) to 3,650',
    },
  },
  refused: {
    channel: 'That is no text or announcement channel of this server. Choose another one.',
    everyone: '@everyone can’t have these permissions: choose a role that only the people you trust have.',
    automaticRole:
      'People get this role from an app, a subscription or a linked account, not from you. Choose a role that you give yourselves.',
    roleGone: 'This role does not exist any more. Choose another one.',
    tooManyRoles: (max: number) =>
      `At most ${String(max)} roles can have permissions. Take another one out first.`,
    timezone:
      'I don’t know this time zone. Type it as in the IANA list, such as `Europe/Berlin`, `America/New_York` or `UTC`; the city alone will do.',
    accountAge: (max: string) => `The minimum account age is a whole number of days, from 0 to ${max}.`,
  },
};

/** `/community settings`: what is set, in words. */
export const settings = {
  title: (server: string) => `## Settings of ${server}`,
  community: (name: string, who: string, when: string) => `Community **${name}**, linked by ${who} ${when}.`,
  channels: '### Channels',
  line: (name: string, value: string) => `**${name}:** ${value}`,
  none: 'none',
  on: 'on',
  off: 'off',
  more: '### More',
  language: 'Language',
  timezone: 'Time zone',
  accountAge: 'Minimum account age',
  cardDeleted: 'When a card is deleted',
  healthy: (when: string) => `✓ Everything worked when I last looked, ${when}.`,
  unhealthy: (when: string) => `⚠️ Something is to be fixed, as I saw ${when}: press *Check*.`,
  unchecked: 'I have not looked yet whether everything works: press *Check*.',
  change: 'To change something, press its page.',
};
export type SettingsTexts = typeof settings;
export type SetupTexts = typeof setup;
