import type { BaseInteraction, GuildMember, Interaction, User } from 'discord.js';

/** Who did what where, as the payload says it: nothing here comes from a cache. */
export interface MemberAction {
  readonly interactionId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly discordId: string;
  readonly username: string;
  readonly isBot: boolean;
  /** The member's roles at the moment of the action. */
  readonly roleIds: readonly string[];
  /** The member has not yet accepted the server's rules. */
  readonly isPending: boolean;
  /** Since when the member is in the server, this time; `null` where Discord doesn't say. */
  readonly joinedAt: Date | null;
  /** Whether the member boosts the server. */
  readonly isBooster: boolean;
  /** The server's language, not the member's. */
  readonly guildLocale: string | null;
}

/** Who did what, in a server or in direct messages. */
export interface PersonAction {
  readonly interactionId: string;
  readonly discordId: string;
  readonly username: string;
  /** `null` in direct messages. */
  readonly guildId: string | null;
  readonly channelId: string | null;
  /** The member's own language. */
  readonly locale: string;
  /** The server's language; `null` in direct messages. */
  readonly guildLocale: string | null;
}

/** For commands that also work in direct messages, where there is no member and nobody has roles. */
export function personOf(interaction: Interaction): PersonAction {
  return {
    interactionId: interaction.id,
    discordId: interaction.user.id,
    username: interaction.user.globalName ?? interaction.user.username,
    guildId: interaction.guildId,
    channelId: interaction.channelId,
    locale: interaction.locale,
    guildLocale: interaction.guildLocale,
  };
}

/** Somebody whom an option or a menu names. */
export const personIn = (user: User | null | undefined) =>
  user ? { discordId: user.id, username: user.globalName ?? user.username, isBot: user.bot } : null;

/** The guard `GuildOnlyGuard` has run, so guild and channel are there. */
export function actionOf(interaction: Interaction): MemberAction {
  if (interaction.guildId === null || interaction.channelId === null) {
    throw new TypeError('An interaction without a guild reached a handler that needs one');
  }
  const { member } = interaction;
  return {
    interactionId: interaction.id,
    guildId: interaction.guildId,
    channelId: interaction.channelId,
    discordId: interaction.user.id,
    username: interaction.user.globalName ?? interaction.user.username,
    isBot: interaction.user.bot,
    roleIds: rolesOf(member),
    isPending: member?.pending ?? false,
    joinedAt: joinedAtOf(member),
    isBooster: isBooster(member),
    guildLocale: interaction.guildLocale,
  };
}

/** Over HTTP the member is raw JSON, over the gateway a class. */
function rolesOf(member: BaseInteraction['member']): readonly string[] {
  if (member === null) return [];
  return Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
}

function joinedAtOf(member: BaseInteraction['member']): Date | null {
  const joinedAt = member && ('joined_at' in member ? member.joined_at : member.joinedAt);
  const at = new Date(joinedAt ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Over HTTP the key is there also for those who don't boost; over the gateway it is another one. */
function isBooster(member: BaseInteraction['member']): boolean {
  if (member === null) return false;
  return (
    ('premium_since' in member ? member.premium_since : (member as GuildMember).premiumSinceTimestamp) != null
  );
}
