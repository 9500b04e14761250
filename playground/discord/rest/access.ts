import { refuse } from '../api-error.ts';
import { type Channel, type Guild } from '../model.ts';
import { demand } from '../permissions.ts';
import { ChannelType, Permission } from '../wire.ts';
import { type World } from '../world.ts';

/** A guild that the bot is in. @throws ApiError 10004 */
export function guildOfBot(world: World, guildId: string): Guild {
  const guild = world.guild(guildId);
  if (!guild.members.has(world.bot.id)) throw refuse('unknownGuild');
  return guild;
}

/** A channel in which the bot may do all of `wanted`. @throws ApiError 10003, 50001, 50013 */
export function channelForBot(
  world: World,
  channelId: string,
  wanted: bigint = Permission.ViewChannel,
): Channel {
  const channel = world.channel(channelId);
  demand(world.permissionsIn(channel, world.bot.id), wanted);
  return channel;
}

/** @throws ApiError 50007, 50278 */
export function demandOpenConversation(world: World, channel: Channel): void {
  if (channel.type !== ChannelType.DirectMessage) return;
  for (const { id } of channel.recipients ?? []) {
    if (!world.shareGuild(id)) throw refuse('noMutualGuilds');
    if (world.account(id).hasClosedDirectMessages) throw refuse('directMessagesClosed');
  }
}
