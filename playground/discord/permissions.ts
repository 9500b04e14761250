import { refuse } from './api-error.ts';
import { type Channel, type Guild, type Member } from './model.ts';
import { Permission } from './wire.ts';

/** All bits up to the highest that Discord uses today. */
export const ALL_PERMISSIONS = (1n << 53n) - 1n;

/** What Discord gives @everyone in a new server, as far as this emulator looks at it. */
export const EVERYONE_PERMISSIONS =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.AddReactions |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.ReadMessageHistory |
  Permission.UseExternalEmojis |
  Permission.UseApplicationCommands |
  Permission.SendMessagesInThreads |
  Permission.UseExternalApps;

/** What a bot is usually invited with. */
export const INVITED_BOT_PERMISSIONS =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.ReadMessageHistory |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.UseExternalEmojis;

/** In a direct message there are no roles; both sides may write, react and read. */
export const DIRECT_MESSAGE_PERMISSIONS = EVERYONE_PERMISSIONS;

export function permissionsInGuild(guild: Guild, member: Member): bigint {
  if (guild.ownerId === member.user.id) return ALL_PERMISSIONS;
  let bits = BigInt(guild.roles.get(guild.id)?.permissions ?? '0');
  for (const roleId of member.roles) bits |= BigInt(guild.roles.get(roleId)?.permissions ?? '0');
  return has(bits, Permission.Administrator) ? ALL_PERMISSIONS : bits;
}

/**
 * Overwrites apply in Discord's order: @everyone, then all roles together, then the member.
 * Without ViewChannel nothing is left, without SendMessages nothing that only matters when sending.
 */
export function permissionsInChannel(guild: Guild, member: Member, channel: Channel): bigint {
  const base = permissionsInGuild(guild, member);
  if (base === ALL_PERMISSIONS) return base;
  const overwrites = channel.permission_overwrites ?? [];
  if (overwrites.length === 0) return implied(base);

  const everyone = overwrites.find((overwrite) => overwrite.id === guild.id);
  const ofRoles = overwrites.filter(
    (overwrite) => overwrite.type === 0 && member.roles.includes(overwrite.id),
  );
  const own = overwrites.find((overwrite) => overwrite.type === 1 && overwrite.id === member.user.id);
  let bits = apply(base, BigInt(everyone?.allow ?? '0'), BigInt(everyone?.deny ?? '0'));
  bits = apply(bits, union(ofRoles.map((o) => o.allow)), union(ofRoles.map((o) => o.deny)));
  return implied(apply(bits, BigInt(own?.allow ?? '0'), BigInt(own?.deny ?? '0')));
}

export function has(bits: bigint, wanted: bigint): boolean {
  return (bits & wanted) === wanted;
}

/** Position of the highest role; the owner stands above every role. */
export function rankOf(guild: Guild, member: Member): number {
  if (guild.ownerId === member.user.id) return Infinity;
  return Math.max(0, ...member.roles.map((roleId) => guild.roles.get(roleId)?.position ?? 0));
}

/** @throws ApiError 50001 without ViewChannel, 50013 without the other ones */
export function demand(bits: bigint, wanted: bigint): void {
  if (!has(bits, Permission.ViewChannel)) throw refuse('missingAccess');
  if (!has(bits, wanted)) throw refuse('missingPermissions');
}

function apply(bits: bigint, allow: bigint, deny: bigint): bigint {
  return (bits & ~deny) | allow;
}

function union(bits: readonly string[]): bigint {
  return bits.reduce((all, some) => all | BigInt(some), 0n);
}

function implied(bits: bigint): bigint {
  if (!has(bits, Permission.ViewChannel)) return 0n;
  if (has(bits, Permission.SendMessages)) return bits;
  return bits & ~(Permission.MentionEveryone | Permission.AttachFiles | Permission.EmbedLinks);
}
