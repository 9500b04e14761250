import type { BaseInteraction, Interaction } from 'discord.js';

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
  /** The server's language, not the member's. */
  readonly guildLocale: string | null;
}

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
    guildLocale: interaction.guildLocale,
  };
}

/** Over HTTP the member is raw JSON, over the gateway a class. */
function rolesOf(member: BaseInteraction['member']): readonly string[] {
  if (member === null) return [];
  return Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
}
