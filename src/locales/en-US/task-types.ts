import { count } from './amounts.js';

/** What the types of tasks say of themselves, to managers and to members. */
export const taskTypes = {
  taskTypes: {
    tryAgain: 'This could not be checked just now, so it does not count yet. Please try again in a moment.',
    proofTaken: 'Another member has sent the same for this task already. Send your own.',
    notSetUp: 'Not set up yet.',
    role: {
      label: 'Roles',
      hint: 'A member needs one of them; up to ten',
      none: (max: number) => `**Roles**: choose 1 to ${String(max)} of them.`,
      gone: 'This role does not exist any more. Choose another one.',
      automatic: (role: string) =>
        `${role} is given by an app or by Discord itself, so nobody can get it from you. Choose another role.`,
      howAny: (roles: string) => `Press *Complete*: you need one of the roles ${roles}.`,
      missing: (roles: string) =>
        `You need one of the roles ${roles} for this task. Get one first, then press again.`,
    },
    join: {
      daysLabel: 'Days on the server',
      daysHint: 'How long a member must have been here; if left out, joining is enough',
      days: (max: string) => `**Days on the server**: a whole number up to ${max}.`,
      howLong: (days: number) => `You must have been here for ${count(days, 'day', 'days')}.`,
      tooShort: (days: number, from: string) =>
        `You must have been in this server for ${count(days, 'day', 'days')}. You can press again from ${from} on.`,
    },
    message: {
      label: 'Channel',
      hint: 'Where a member must write; threads do not count',
      noChannel: '**Channel**: choose a text channel of this server.',
      unreadable: (channel: string) =>
        `I can't read ${channel}. Give me **View Channel** and **Read Message History** there, or choose another channel.`,
      how: (channel: string) => `Write something in ${channel}, then press *Complete*. Threads do not count.`,
      missing: (channel: string) =>
        `You have not written in ${channel} since this task began. Write something there, then press again.`,
      closed:
        'This can not be checked now, so it does not count yet: I am not allowed to read that channel any more. Please tell a moderator.',
    },
    reaction: {
      messageLabel: 'Link to the message',
      messageHint: 'Of a message in this server: Copy Message Link in its menu',
      emojiLabel: 'Emoji to react with',
      emojiHint: 'For example 👍, :name: or <:name:id>; if left out, any reaction counts',
      noEmoji: '**Emoji**: one emoji, such as 👍, `:name:` or `<:name:id>`.',
      noMessage:
        '**Link to the message**: the link of a message in this server. *Copy Message Link* in its menu gives it.',
      gone: 'The message of this task was deleted, so nobody can react to it. Please tell a moderator.',
      closed:
        'This can not be checked now, so it does not count yet: I am not allowed to read the channel of that message. Please tell a moderator.',
      how: (emoji: string, link: string) => `React with ${emoji} to ${link}, then press *Complete*.`,
      howAny: (link: string) => `React to ${link} with any emoji, then press *Complete*.`,
      missing: (emoji: string, link: string) =>
        `I don't see your reaction ${emoji} on ${link}. Add it there, then press again.`,
      missingAny: (link: string) =>
        `I don't see a reaction of yours on ${link}. Add one there, then press again.`,
    },
    handle: {
      label: (service: string) => `Your name on ${service}`,
      hint: 'As in your profile, with or without @. A moderator looks it up.',
      invalid: (service: string) =>
        `This can't be a name on ${service}. Send it as it stands in your profile, such as \`@sky_cats\`.`,
    },
    x: {
      accountLabel: 'Account on X',
      accountHint: 'Its name, such as @sky_cats, or a link to it',
      noAccount: '**Account on X**: a name such as `@sky_cats`, or a link such as `https://x.com/sky_cats`.',
      postLabel: 'Link to the post on X',
      postHint: 'For example https://x.com/sky_cats/status/123',
      noPost: '**Link to the post on X**: a link such as `https://x.com/sky_cats/status/123`.',
      follow: (link: string) =>
        `Follow ${link}, then press *Complete* and send your name on X. A moderator looks at it.`,
      like: (link: string) =>
        `Like ${link}, then press *Complete* and send your name on X. A moderator looks at it.`,
      repost: (link: string) =>
        `Repost ${link}, then press *Complete* and send your name on X. A moderator looks at it.`,
    },
    telegram: {
      label: 'Channel or group on Telegram',
      hint: 'A public one: its name, such as @sky_cats, or its t.me link',
      noChannel:
        '**Channel or group on Telegram**: the name of a public one such as `@sky_cats`, or a link such as `https://t.me/sky_cats`.',
      how: (link: string) =>
        `Join ${link}, then press *Complete* and send your name on Telegram. A moderator looks at it.`,
    },
    url: {
      proofLabel: 'What members send',
      link: 'A link',
      handle: 'A name',
      hostsLabel: 'Sites that links may lead to',
      hostsHint: 'For example github.com, gitlab.com; if left out, any public site',
      badHosts: (max: number) =>
        `**Sites that links may lead to**: up to ${String(max)} names of public sites such as \`github.com\`, with commas between them.`,
      howLink: 'Press *Complete* and send your link. A moderator looks at it.',
      howLinkAt: (hosts: string) =>
        `Press *Complete* and send your link at ${hosts}. A moderator looks at it.`,
      howHandle: 'Press *Complete* and send your name. A moderator looks at it.',
      badLink:
        'This is no link that I can take. Send a public one that begins with `https://`, without a password or a port.',
      elsewhere: (hosts: string) => `For this task the link must lead to ${hosts}.`,
      badHandle: 'A name has up to 64 letters, digits, dots, hyphens and underscores, and no spaces.',
    },
    standing: {
      attempts: (used: number, of: number) => `Attempts: ${String(used)} of ${String(of)}.`,
      nextNow: 'You may press *Complete* and try again.',
      nextAt: (when: string) => `You may try again ${when}.`,
      spent: 'There are no attempts left.',
      rejected: (when: string, reason: string) => `Not accepted ${when}: “${reason}”.`,
      failed: (when: string, correct: number, total: number) =>
        `Not passed ${when}: ${String(correct)} of ${String(total)} answers were right.`,
      requirements: '**To take part**',
    },
  },
};
export type TaskTypeTexts = typeof taskTypes;
