import { type JsonObject } from '../json.ts';
import { type Channel } from '../model.ts';
import { Context, InstallationType } from '../wire.ts';
import { type World } from '../world.ts';

/** Where something is used, as commands name it in `contexts`. */
export function contextOf(world: World, channel: Channel): number {
  if (channel.guild_id !== undefined) return Context.Guild;
  return world.isWithBot(channel) ? Context.BotDirectMessage : Context.PrivateChannel;
}

/**
 * By whose installation the application is at hand here: `authorizing_integration_owners` of the wire.
 *
 * @param types `integration_types` of a command: through others it can't be used
 * @returns no key at all where the application is not at hand
 */
export function installationOwners(
  world: World,
  userId: string,
  channel: Channel,
  types: readonly unknown[] = [InstallationType.Guild, InstallationType.User],
): JsonObject {
  return {
    ...(types.includes(InstallationType.Guild) && guildOwner(world, channel)),
    ...(types.includes(InstallationType.User) && world.installers.has(userId) && { '1': userId }),
  };
}

/** Not through a guild: the application is a guest here, with less rights. */
export function isByUserAlone(owners: unknown): boolean {
  return typeof owners === 'object' && owners !== null && !('0' in owners) && '1' in owners;
}

/** In a conversation with the bot the guild is named "0". */
function guildOwner(world: World, channel: Channel): JsonObject {
  const { guild_id: guildId } = channel;
  if (guildId === undefined) return world.isWithBot(channel) ? { '0': '0' } : {};
  return world.guild(guildId).members.has(world.bot.id) ? { '0': guildId } : {};
}
