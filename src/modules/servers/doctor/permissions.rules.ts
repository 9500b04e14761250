import type { ChannelState, GuildState } from '../../../infra/discord/index.js';

/** Bits of Discord's permissions that this module asks for. */
export const PERMISSION_BITS = {
  administrator: 1n << 3n,
  manageServer: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  manageRoles: 1n << 28n,
} as const;
export type Permission = keyof typeof PERMISSION_BITS;
/** Those that the overwrites of a channel decide. */
export type ChannelPermission = Exclude<Permission, 'administrator' | 'manageServer' | 'manageRoles'>;

/** What the members of these roles may do in the whole server; @everyone has the server's id. */
export function permissionsOfRoles(
  { id: everyone, roles }: Pick<GuildState, 'id' | 'roles'>,
  roleIds: readonly string[],
): bigint {
  return roles
    .filter((role) => role.id === everyone || roleIds.includes(role.id))
    .reduce((bits, { permissions }) => bits | permissions, 0n);
}

export const isAdministrator = (bits: bigint): boolean => (bits & PERMISSION_BITS.administrator) !== 0n;

export const may = (bits: bigint, permission: Permission): boolean =>
  isAdministrator(bits) || (bits & PERMISSION_BITS[permission]) !== 0n;

/** Whether the bot sees a channel and what was written there before. */
export function canRead(guild: GuildState, channel: ChannelState): boolean {
  const bits = botPermissionsIn(guild, channel);
  return may(bits, 'viewChannel') && may(bits, 'readMessageHistory');
}

/** What the bot may do in a channel: overwrites apply to @everyone first, then to all roles together, then to it. */
export function botPermissionsIn(guild: GuildState, { overwrites }: ChannelState): bigint {
  const { id: botId, roleIds } = guild.me;
  const base = permissionsOfRoles(guild, roleIds);
  if (isAdministrator(base)) return base;
  const layers = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id, isRole }) => isRole && id !== guild.id && roleIds.includes(id)),
    overwrites.filter(({ id, isRole }) => !isRole && id === botId),
  ];
  return layers.reduce((bits, layer) => {
    const union = (side: 'allow' | 'deny'): bigint => layer.reduce((all, one) => all | one[side], 0n);
    return (bits & ~union('deny')) | union('allow');
  }, base);
}
