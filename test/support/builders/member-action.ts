import type { MemberAction } from '../../../src/infra/discord/index.js';
import { aSnowflake } from './snowflakes.js';

/** Somebody does something; a new interaction, guild and person each time unless told otherwise. */
export function aMemberAction(given: Partial<MemberAction> = {}): MemberAction {
  return {
    interactionId: aSnowflake(),
    guildId: aSnowflake(),
    channelId: aSnowflake(),
    discordId: aSnowflake(),
    username: 'Cleo',
    isBot: false,
    roleIds: [],
    isPending: false,
    joinedAt: new Date('2026-01-01T00:00:00Z'),
    isBooster: false,
    guildLocale: 'en-US',
    ...given,
  };
}
