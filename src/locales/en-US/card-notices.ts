import { count } from './amounts.js';

/** What managers are told of cards: in the log channel, or as a direct message to whoever linked the server. */
export const cardNotices = {
  cardNotice: {
    'task/channel-gone': (channel: string, title: string, others: number) =>
      `### Tasks without a channel\nThe channel ${channel} is gone, and with it ${others === 0 ? `the card of **${title}**` : `the cards of **${title}** and ${count(others, 'other task', 'other tasks')}`}. I have paused ${others === 0 ? 'it' : 'them'}. With \`/task manage\` you can post it in another channel, or end it.`,
    'task/no-access': (channel: string, title: string, others: number) =>
      `### I can’t show tasks in ${channel} any more\nI lack the permission to see the channel or to post there, so I have paused ${others === 0 ? `**${title}**` : `**${title}** and ${count(others, 'other task', 'other tasks')}`}. Give me **View Channel**, **Send Messages** and **Read Message History** there, and ${others === 0 ? 'it goes' : 'they go'} on by ${others === 0 ? 'itself' : 'themselves'}.`,
    'task/back': (channel: string, title: string, others: number) =>
      `✓ I can show tasks in ${channel} again: ${others === 0 ? `**${title}** goes on` : `**${title}** and ${count(others, 'other task', 'other tasks')} go on`}.`,
    'task/deleted-often': (channel: string, title: string) =>
      `### A card was deleted again and again\nThe card of **${title}** in ${channel} was deleted three times within an hour. I don’t post it again and have paused the task; \`/task manage\` lets it go on, or ends it.`,
    'task/closed': (channel: string, title: string) =>
      `### A task was closed\nThe card of **${title}** in ${channel} was deleted, so I closed the task, as \`/community setup\` → *Posting* says. What members have earned stays.`,
    'task/occurrence-waits': (channel: string, title: string) =>
      `### A task waits to be posted\n**${title}** repeats, and its next occurrence in ${channel} is ready. Tasks are not posted by themselves in this server, so it waits as a draft: \`/task manage\` posts it, and \`/community setup\` → *Posting* lets me post the next ones myself.`,
    'allowlist/channel-gone': (channel: string, title: string, others: number) =>
      `### Allowlists without a channel\nThe channel ${channel} is gone, and with it ${others === 0 ? `the card of **${title}**` : `the cards of **${title}** and ${count(others, 'other allowlist', 'other allowlists')}`}. I have paused ${others === 0 ? 'it' : 'them'}. With \`/allowlist manage\` you can post it in another channel, close it, or withdraw it.`,
    'allowlist/no-access': (channel: string, title: string, others: number) =>
      `### I can’t show allowlists in ${channel} any more\nI lack the permission to see the channel or to post there, so I have paused ${others === 0 ? `**${title}**` : `**${title}** and ${count(others, 'other allowlist', 'other allowlists')}`}. Give me **View Channel**, **Send Messages** and **Read Message History** there, and ${others === 0 ? 'it goes' : 'they go'} on by ${others === 0 ? 'itself' : 'themselves'}.`,
    'allowlist/back': (channel: string, title: string, others: number) =>
      `✓ I can show allowlists in ${channel} again: ${others === 0 ? `**${title}** goes on` : `**${title}** and ${count(others, 'other allowlist', 'other allowlists')} go on`}.`,
    'allowlist/deleted-often': (channel: string, title: string) =>
      `### A card was deleted again and again\nThe card of **${title}** in ${channel} was deleted three times within an hour. I don’t post it again and have paused the allowlist; \`/allowlist manage\` lets it go on, closes it, or withdraws it.`,
    'allowlist/closed': (channel: string, title: string) =>
      `### An allowlist was withdrawn\nThe card of **${title}** in ${channel} was deleted, so I have withdrawn the allowlist, as \`/community setup\` → *Posting* says. Nothing is drawn, and whoever has paid gets the points back.`,
    'allowlist/draw-channel': (channel: string, title: string) =>
      `### A draw waits\nI can’t post in ${channel}, where the draw of **${title}** has to be announced. Give me **View Channel**, **Send Messages** and **Read Message History** there, and it goes on by itself; or choose another channel with \`/allowlist draw\`. Nothing about its result changes meanwhile.`,
    'allowlist/draw-beacon': (channel: string, title: string) =>
      `### A draw waits\nThe draw of **${title}** in ${channel} waits for the public random number of drand, which is late. It takes that very one as soon as it is there, and no other.`,
    'allowlist/draw-check': (channel: string, title: string) =>
      `### A draw waits\nFor the draw of **${title}** in ${channel} I can’t find out just now whether a winner still meets the conditions. I keep trying; nobody loses a place over it.`,
    'allowlist/draw-stuck': (channel: string, title: string) =>
      `### A draw can’t go on\nThe draw of **${title}** in ${channel} has to use the seed and the list that were committed to, and I can’t read one of them. No other ever takes its place. Tell whoever runs this bot: the log says which one and why. Most often a key is missing from \`DISCORD_TOKEN_ENCRYPTION_KEY\`, or rows of the database are. Once that is put back I go on by myself, within an hour; until then the page of the draw shows it as overdue.`,
    'allowlist/pick': (channel: string, title: string) =>
      `### Pick the winners\n**${title}** in ${channel} takes no more applications. With \`/allowlist draw\` you see them and pick who wins.`,
    'allowlist/pick-again': (channel: string, title: string) =>
      `### A place is free again\nA winner of **${title}** in ${channel} does not hold the place any more. With \`/allowlist draw\` you can pick somebody else.`,
    'allowlist/held': (channel: string, title: string) =>
      `### Entries wait for a decision\nEntries for **${title}** in ${channel} look unusual, and a manager has to decide on them. \`/allowlist manage\` → *Held entries* shows why. Whatever is undecided when the list closes is out.`,
  },
};
export type CardNoticesTexts = typeof cardNotices;
