import { isSnowflake } from './snowflake.js';

/** Discord shows it in the reader's zone and language, and counts down: "in 3 hours". */
export const relativeTime = (at: Date): string => `<t:${String(Math.floor(at.getTime() / 1000))}:R>`;
/** The day and the time, in the reader's zone and language. Rounded up: by then it is so. */
export const dateAndTime = (at: Date): string => `<t:${String(Math.ceil(at.getTime() / 1000))}:f>`;

export const mentionOf = (discordId: string): string => `<@${discordId}>`;
export const roleMention = (roleId: string): string => `<@&${roleId}>`;
export const channelMention = (channelId: string): string => `<#${channelId}>`;

export const messageLink = (guildId: string, channelId: string, messageId: string): string =>
  `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;

const MESSAGE_LINK =
  /^<?https:\/\/(?:(?:www|ptb|canary)\.)?discord(?:app)?\.com\/channels\/(?<guildId>\d+)\/(?<channelId>\d+)\/(?<messageId>\d+)\/?(?:[?#]\S*)?>?$/i;

/** Of the link that *Copy Message Link* gives; `null` for anything else. */
export function messageIn(typed: string): { guildId: string; channelId: string; messageId: string } | null {
  const { guildId, channelId, messageId } = MESSAGE_LINK.exec(typed.trim())?.groups ?? {};
  return isSnowflake(guildId) && isSnowflake(channelId) && isSnowflake(messageId)
    ? { guildId, channelId, messageId }
    : null;
}
