import type { CommandAccess, GuildState } from '../../../infra/discord/index.js';
import type { BotConfig, RolePermission } from '../schemas/server-mapping.schema.js';
import { CHANNEL_FIELDS, type ChannelField, isPostable } from '../settings/settings.rules.js';
import { botPermissionsIn, type ChannelPermission, may, permissionsOfRoles } from './permissions.rules.js';

/**
 * What the bot needs in the channel of each kind. Cards are looked for in the history before they are posted
 * again; proofs of a draw are files. Threads are never chosen, so their permissions don't matter.
 */
const NEEDED: Readonly<Record<ChannelField, readonly ChannelPermission[]>> = {
  defaultChannel: ['viewChannel', 'sendMessages', 'readMessageHistory'],
  announcementChannel: ['viewChannel', 'sendMessages', 'embedLinks', 'attachFiles'],
  reviewChannel: ['viewChannel', 'sendMessages'],
  logChannel: ['viewChannel', 'sendMessages'],
};

/** The command behind each permission. */
const COMMANDS: Readonly<Record<RolePermission, string>> = {
  'tasks.create': 'task',
  'tasks.review': 'task',
  'allowlists.run': 'allowlist',
  'allowlists.draw': 'allowlist',
  'analytics.view': 'analytics',
};

/** Something that keeps the bot from its work until somebody changes the server or the settings. */
export type Problem =
  | { readonly kind: 'channel-gone'; readonly fields: readonly ChannelField[]; readonly channelId: string }
  | { readonly kind: 'channel-kind'; readonly fields: readonly ChannelField[]; readonly channelId: string }
  | {
      readonly kind: 'channel-closed';
      readonly fields: readonly ChannelField[];
      readonly channelId: string;
      readonly missing: readonly ChannelPermission[];
    }
  | { readonly kind: 'roles-gone'; readonly roleIds: readonly string[] }
  | { readonly kind: 'given-roles-gone'; readonly roleIds: readonly string[] }
  | { readonly kind: 'roles-not-managed' }
  | { readonly kind: 'role-order'; readonly roleIds: readonly string[] };

/** Something that works, but not as well as it could. */
export type Hint =
  | { readonly kind: 'no-default-channel' }
  | {
      readonly kind: 'commands-hidden';
      readonly roleIds: readonly string[];
      readonly commands: readonly string[];
    }
  | { readonly kind: 'commands-unknown' };

export interface OpenChannel {
  readonly fields: readonly ChannelField[];
  readonly channelId: string;
}

/** What managers changed about commands; nothing where Discord gave no answer. */
export interface CommandFacts {
  readonly ids: ReadonlyMap<string, string>;
  readonly access: readonly CommandAccess[];
}

/** Every problem of a server, by channel and role, in the order in which they are set up. */
export function problemsOf(
  guild: GuildState,
  config: Pick<BotConfig, ChannelField | 'allowedRoles'>,
  rolesToGive: readonly string[] = [],
): Problem[] {
  return [
    ...chosenChannels(config).flatMap((chosen) => problemOfChannel(guild, chosen) ?? []),
    ...problemsOfLostRoles(guild, config),
    ...problemsOfGivenRoles(guild, rolesToGive),
  ];
}

/** The chosen channels in which everything is as it should be. */
export const openChannels = (guild: GuildState, config: Pick<BotConfig, ChannelField>): OpenChannel[] =>
  chosenChannels(config).filter((chosen) => problemOfChannel(guild, chosen) === undefined);

/** Whether the bot can post cards in a channel, and keep them true. */
export const canPostCards = (guild: GuildState, channelId: string): boolean =>
  problemOfChannel(guild, { fields: ['defaultChannel'], channelId }) === undefined;

/** Each chosen channel once, with everything that it was chosen for. */
function chosenChannels(config: Pick<BotConfig, ChannelField>): OpenChannel[] {
  const chosen = CHANNEL_FIELDS.flatMap((field) => config[field] ?? []);
  return [...new Set(chosen)].map((channelId) => ({
    channelId,
    fields: CHANNEL_FIELDS.filter((field) => config[field] === channelId),
  }));
}

function problemOfChannel(guild: GuildState, { fields, channelId }: OpenChannel): Problem | undefined {
  const channel = guild.channels.find(({ id }) => id === channelId);
  if (channel === undefined) return { kind: 'channel-gone', fields, channelId };
  if (!isPostable(channel)) return { kind: 'channel-kind', fields, channelId };
  const bits = botPermissionsIn(guild, channel);
  const needed = [...new Set(fields.flatMap((field) => NEEDED[field]))];
  const missing = needed.filter((permission) => !may(bits, permission));
  return missing.length === 0 ? undefined : { kind: 'channel-closed', fields, channelId, missing };
}

function problemsOfLostRoles(
  guild: GuildState,
  { allowedRoles }: Pick<BotConfig, 'allowedRoles'>,
): Problem[] {
  const roleIds = allowedRoles
    .map(({ roleId }) => roleId)
    .filter((roleId) => guild.roles.every(({ id }) => id !== roleId));
  return roleIds.length === 0 ? [] : [{ kind: 'roles-gone', roleIds }];
}

function problemsOfGivenRoles(guild: GuildState, rolesToGive: readonly string[]): Problem[] {
  const roleIds = rolesToGive.filter((roleId) => guild.roles.every(({ id }) => id !== roleId));
  const gone: Problem[] = roleIds.length === 0 ? [] : [{ kind: 'given-roles-gone', roleIds }];
  return [...gone, ...problemsOfRoleOrder(guild, rolesToGive)];
}

/** A bot gives only roles that stand below its own highest one, and only with Manage Roles. */
function problemsOfRoleOrder(guild: GuildState, rolesToGive: readonly string[]): Problem[] {
  const wanted = guild.roles.filter(({ id }) => rolesToGive.includes(id));
  if (wanted.length === 0) return [];
  if (!may(permissionsOfRoles(guild, guild.me.roleIds), 'manageRoles'))
    return [{ kind: 'roles-not-managed' }];
  const own = guild.roles.filter(({ id }) => guild.me.roleIds.includes(id));
  const rank = Math.max(0, ...own.map(({ position }) => position));
  const roleIds = wanted.filter(({ position }) => position >= rank).map(({ id }) => id);
  return roleIds.length === 0 ? [] : [{ kind: 'role-order', roleIds }];
}

/** Roles with permissions of their own that Discord shows the commands only if a manager says so. */
export function rolesInNeedOfCommands(
  guild: GuildState,
  { allowedRoles }: Pick<BotConfig, 'allowedRoles'>,
): BotConfig['allowedRoles'] {
  return allowedRoles.filter(
    ({ roleId }) =>
      guild.roles.some(({ id }) => id === roleId) &&
      !may(permissionsOfRoles(guild, [roleId]), 'manageServer'),
  );
}

export function hintsOf(
  guild: GuildState,
  config: Pick<BotConfig, ChannelField | 'allowedRoles'>,
  facts: CommandFacts | null,
): Hint[] {
  const hints: Hint[] = config.defaultChannel === undefined ? [{ kind: 'no-default-channel' }] : [];
  const roles = rolesInNeedOfCommands(guild, config);
  if (roles.length === 0) return hints;
  if (facts === null) return [...hints, { kind: 'commands-unknown' }];
  const hidden = roles
    .map(({ roleId, permissions }) => ({
      roleId,
      commands: hiddenCommands({ guildId: guild.id, roleId }, permissions, facts),
    }))
    .filter(({ commands }) => commands.length > 0);
  if (hidden.length === 0) return hints;
  const commands = [...new Set(hidden.flatMap((one) => one.commands))];
  return [...hints, { kind: 'commands-hidden', roleIds: hidden.map(({ roleId }) => roleId), commands }];
}

/**
 * Only what is said of the command itself opens it to those without Manage Server; what is said of the whole
 * application never does. Of a role counts before of everybody.
 */
function hiddenCommands(
  { guildId, roleId }: { readonly guildId: string; readonly roleId: string },
  permissions: readonly RolePermission[],
  { ids, access }: CommandFacts,
): string[] {
  const wanted = [...new Set(permissions.map((permission) => COMMANDS[permission]))];
  return wanted.filter((name) => {
    const commandId = ids.get(name);
    if (commandId === undefined) return false;
    const said = access.find(({ id }) => id === commandId)?.roles ?? [];
    const decided = said.find((one) => one.roleId === roleId) ?? said.find((one) => one.roleId === guildId);
    return decided?.isAllowed !== true;
  });
}
