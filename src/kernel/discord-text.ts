/** Discord shows it in the reader's zone and language, and counts down: "in 3 hours". */
export const relativeTime = (at: Date): string => `<t:${String(Math.floor(at.getTime() / 1000))}:R>`;
/** The day and the time, in the reader's zone and language. Rounded up: by then it is so. */
export const dateAndTime = (at: Date): string => `<t:${String(Math.ceil(at.getTime() / 1000))}:f>`;

export const mentionOf = (discordId: string): string => `<@${discordId}>`;
export const roleMention = (roleId: string): string => `<@&${roleId}>`;
export const channelMention = (channelId: string): string => `<#${channelId}>`;

export const messageLink = (guildId: string, channelId: string, messageId: string): string =>
  `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
