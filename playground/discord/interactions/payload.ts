import { FILE_BYTES_MAX } from '../files/upload.ts';
import { type JsonObject } from '../json.ts';
import { type Channel } from '../model.ts';
import { Permission } from '../wire.ts';
import { type World } from '../world.ts';
import { contextOf } from './installation.ts';
import { type Interaction } from './interaction.ts';

/** An INTERACTION_CREATE with everything that Discord sends along. */
export function interactionPayload(
  world: World,
  interaction: Interaction,
  channel: Channel,
  data: JsonObject,
): JsonObject {
  const { user, guildId, source } = interaction;
  return {
    id: interaction.id,
    application_id: world.bot.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    channel_id: channel.id,
    channel: { ...channel, permissions: world.permissionsIn(channel, user.id).toString() },
    app_permissions: permissionsOfApp(world, channel).toString(),
    locale: world.account(user.id).locale,
    entitlements: [],
    authorizing_integration_owners: interaction.metadata.authorizing_integration_owners,
    attachment_size_limit: FILE_BYTES_MAX,
    context: contextOf(world, channel),
    ...(guildId === null ? { user } : guildPart(world, guildId, channel, user.id)),
    ...(source !== null && { message: source.wire }),
    data,
  };
}

function guildPart(world: World, guildId: string, channel: Channel, userId: string): JsonObject {
  const guild = world.guild(guildId);
  return {
    guild_id: guildId,
    guild: { id: guildId, features: [], locale: guild.preferredLocale },
    guild_locale: guild.preferredLocale,
    member: { ...world.member(guild, userId), permissions: world.permissionsIn(channel, userId).toString() },
  };
}

/** Where the bot is no member, its messages come by the person's right to use applications of their own. */
function permissionsOfApp(world: World, channel: Channel): bigint {
  const isMember = world.guildOf(channel)?.members.has(world.bot.id) ?? world.isWithBot(channel);
  if (isMember) return world.permissionsIn(channel, world.bot.id);
  return Permission.EmbedLinks | Permission.AttachFiles | Permission.UseExternalEmojis;
}
