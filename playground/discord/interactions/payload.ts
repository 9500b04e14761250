import { FILE_BYTES_MAX } from '../files/upload.ts';
import { type JsonObject } from '../json.ts';
import { type Channel } from '../model.ts';
import { Context } from '../wire.ts';
import { type World } from '../world.ts';
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
    app_permissions: world.permissionsIn(channel, world.bot.id).toString(),
    locale: world.account(user.id).locale,
    entitlements: [],
    authorizing_integration_owners: integrationOwners(guildId),
    attachment_size_limit: FILE_BYTES_MAX,
    ...(guildId === null
      ? { context: Context.BotDirectMessage, user }
      : guildPart(world, guildId, channel, user.id)),
    ...(source !== null && { message: source.wire }),
    data,
  };
}

function guildPart(world: World, guildId: string, channel: Channel, userId: string): JsonObject {
  const guild = world.guild(guildId);
  return {
    context: Context.Guild,
    guild_id: guildId,
    guild: { id: guildId, features: [], locale: guild.preferredLocale },
    guild_locale: guild.preferredLocale,
    member: { ...world.member(guild, userId), permissions: world.permissionsIn(channel, userId).toString() },
  };
}

/** "0" is a guild that installed the app; in a conversation with the bot its value is "0" too. */
export function integrationOwners(guildId: string | null): JsonObject {
  return { '0': guildId ?? '0' };
}
