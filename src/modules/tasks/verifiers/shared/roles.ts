import type { DiscordApi, GuildState } from '../../../../infra/discord/index.js';
import { roleMention } from '../../../../kernel/discord-text.js';
import type { Fault } from '../../tasks.rules.js';
import { lookedUp, NOT_IN_SERVER } from './looked-up.js';

/**
 * Which of these roles members can't be asked to have, and why.
 *
 * @throws CannotCheckError
 */
export async function faultsOfRoles(
  discord: DiscordApi,
  guildId: string,
  roleIds: readonly string[],
): Promise<Fault[]> {
  const guild = await lookedUp(discord.guildState(guildId), NOT_IN_SERVER);
  return roleIds.map((roleId) => faultOf(roleId, guild)).filter((fault) => fault !== undefined);
}

function faultOf(roleId: string, { id: everyone, roles }: GuildState): Fault | undefined {
  if (roleId === everyone) return (texts) => texts.errors.everyoneRole;
  const role = roles.find(({ id }) => id === roleId);
  if (role === undefined) return (texts) => texts.taskTypes.role.gone;
  // A bot's own role, a booster's: nobody can get it by doing a task.
  return role.isAutomatic ? (texts) => texts.taskTypes.role.automatic(roleMention(roleId)) : undefined;
}
