import type { LocalDiscord } from '../../../playground/discord/local-discord.ts';
import { INVITED_BOT_PERMISSIONS } from '../../../playground/discord/permissions.ts';
import { Permission } from '../../../playground/discord/wire.ts';
import type { DemoServer } from '../../../playground/seed.ts';

/** Its managers switch on *Manage Roles* for the bot, whose role stands above the others. */
export function letGiveRoles(discord: LocalDiscord, { guild }: DemoServer): void {
  discord.setBotPermissions(guild.id, INVITED_BOT_PERMISSIONS | Permission.ManageRoles);
}

/** What a member has now. */
export const rolesOf = ({ world }: LocalDiscord, { guild }: DemoServer, userId: string): readonly string[] =>
  world.member(guild, userId).roles;
