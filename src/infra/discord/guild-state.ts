import { ApplicationCommandPermissionType, OverwriteType } from 'discord.js';
import type {
  APIChannel,
  APIGuild,
  APIGuildMember,
  APIRole,
  RESTGetAPIGuildApplicationCommandsPermissionsResult,
} from 'discord.js';

/** A server as Discord's REST API tells it at this moment, as far as rules look at it; no class of discord.js. */
export interface GuildState {
  readonly id: string;
  readonly name: string;
  readonly icon?: string;
  readonly ownerId: string;
  readonly locale: string;
  readonly memberCount?: number;
  readonly features: readonly string[];
  readonly premiumTier: number;
  readonly roles: readonly RoleState[];
  /** Also those that the bot can't see; no threads. */
  readonly channels: readonly ChannelState[];
  /** The bot's own membership. */
  readonly me: { readonly id: string; readonly roleIds: readonly string[] };
}

export interface RoleState {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly permissions: bigint;
  /** Members get it from an app, a subscription or a linked account, not from the server's managers. */
  readonly isAutomatic: boolean;
}

export interface ChannelState {
  readonly id: string;
  readonly type: number;
  readonly overwrites: readonly OverwriteState[];
}

export interface OverwriteState {
  readonly id: string;
  readonly isRole: boolean;
  readonly allow: bigint;
  readonly deny: bigint;
}

/** What a server's managers changed about who sees a command. */
export interface CommandAccess {
  /** Of a command; of the application where it is said of all its commands. */
  readonly id: string;
  readonly roles: readonly { readonly roleId: string; readonly isAllowed: boolean }[];
}

type RawGuild = Pick<
  APIGuild,
  'id' | 'name' | 'icon' | 'owner_id' | 'features' | 'premium_tier' | 'preferred_locale' | 'roles'
> & {
  readonly approximate_member_count?: number;
};

export function guildStateOf(
  guild: RawGuild,
  channels: readonly APIChannel[],
  { user, roles }: APIGuildMember,
): GuildState {
  return {
    id: guild.id,
    name: guild.name,
    ...(guild.icon !== null && { icon: guild.icon }),
    ownerId: guild.owner_id,
    locale: guild.preferred_locale,
    ...(guild.approximate_member_count !== undefined && { memberCount: guild.approximate_member_count }),
    features: guild.features,
    premiumTier: guild.premium_tier,
    roles: guild.roles.map(roleStateOf),
    channels: channels.map(channelStateOf),
    me: { id: user.id, roleIds: roles },
  };
}

const roleStateOf = ({ id, name, position, permissions, managed, tags }: APIRole): RoleState => ({
  id,
  name,
  position,
  permissions: BigInt(permissions),
  isAutomatic: managed || (tags !== undefined && 'guild_connections' in tags),
});

const channelStateOf = (channel: APIChannel): ChannelState => ({
  id: channel.id,
  type: channel.type,
  overwrites: overwritesOf(channel).map(({ id, type, allow, deny }) => ({
    id,
    isRole: type === OverwriteType.Role,
    allow: BigInt(allow),
    deny: BigInt(deny),
  })),
});

const overwritesOf = (channel: APIChannel) =>
  ('permission_overwrites' in channel ? channel.permission_overwrites : undefined) ?? [];

export const commandAccessOf = (list: RESTGetAPIGuildApplicationCommandsPermissionsResult): CommandAccess[] =>
  list.map(({ id, permissions }) => ({
    id,
    roles: permissions
      .filter(({ type }) => type === ApplicationCommandPermissionType.Role)
      .map((one) => ({ roleId: one.id, isAllowed: one.permission })),
  }));
