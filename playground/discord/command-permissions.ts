import { refuse } from './api-error.ts';
import { type Channel, type Guild, type Member } from './model.ts';
import { ALL_PERMISSIONS, has, permissionsInGuild } from './permissions.ts';
import { checkForm } from './validation/form.ts';
import { PermissionTarget } from './wire.ts';
import { type World } from './world.ts';

const PERMISSIONS_MAX = 100;

/** One line under Server Settings → Integrations. */
export interface CommandPermission {
  /** Of a role, a user or a channel; the guild's own is @everyone, that minus 1 all channels. */
  readonly id: string;
  readonly type: number;
  readonly permission: boolean;
}

/** @property id of a command, or of the application for all of its commands */
export interface GuildCommandPermissions {
  readonly id: string;
  readonly application_id: string;
  readonly guild_id: string;
  readonly permissions: readonly CommandPermission[];
}

/** What the servers decided about the application's commands. */
export class CommandPermissions {
  private readonly world: World;
  private readonly byGuild = new Map<string, Map<string, readonly CommandPermission[]>>();

  constructor(world: World) {
    this.world = world;
    world.on(({ name, guildId, data }) => {
      if (guildId === null) return;
      if (name === 'GUILD_DELETE') this.byGuild.delete(guildId);
      if (name === 'GUILD_ROLE_DELETE') this.forget(guildId, (data as { role_id: string }).role_id);
      if (name === 'CHANNEL_DELETE') this.forget(guildId, (data as Channel).id);
    });
  }

  list(guildId: string): readonly GuildCommandPermissions[] {
    return [...(this.byGuild.get(guildId)?.keys() ?? [])].map((id) => this.get(guildId, id));
  }

  /** @throws ApiError 10066 when the server decided nothing about it */
  get(guildId: string, id: string): GuildCommandPermissions {
    const permissions = this.of(guildId, id);
    if (permissions.length === 0) throw refuse('unknownCommandPermissions');
    return { id, application_id: this.world.bot.id, guild_id: guildId, permissions };
  }

  /** Replaces all of them; none lifts them. @throws ApiError 50035 */
  set(guildId: string, id: string, permissions: readonly CommandPermission[]): GuildCommandPermissions {
    checkForm({ permissions }, (root) => {
      for (const permission of root.at('permissions').list({ required: true, max: PERMISSIONS_MAX })) {
        if (permission.object() === undefined) continue;
        permission.at('id').snowflake({ required: true });
        permission.at('type').oneOf(Object.values(PermissionTarget), { required: true });
        if (permission.at('permission').require()) permission.at('permission').boolean();
      }
    });
    const ofGuild = this.byGuild.get(guildId) ?? new Map<string, readonly CommandPermission[]>();
    this.byGuild.set(guildId, ofGuild);
    if (permissions.length === 0) ofGuild.delete(id);
    else
      ofGuild.set(
        id,
        permissions.map(({ id: target, type, permission }) => ({ id: target, type, permission })),
      );
    const data = { id, application_id: this.world.bot.id, guild_id: guildId, permissions };
    this.world.emit({ name: 'APPLICATION_COMMAND_PERMISSIONS_UPDATE', guildId, data });
    return data;
  }

  /**
   * Whether this member is offered a command here. What is set for the command goes before what is set for the
   * application; the command's own default is asked last. Administrators are never refused.
   *
   * @param wanted `default_member_permissions`
   */
  allows(commandId: string, wanted: string | undefined, member: Member, channel: Channel): boolean {
    const guild = this.world.guild(channel.guild_id ?? '');
    const bits = permissionsInGuild(guild, member);
    if (bits === ALL_PERMISSIONS) return true;
    const [ofCommand, ofApplication] = [commandId, this.world.bot.id].map((id) => this.of(guild.id, id));
    if (!(inChannel(ofCommand, guild, channel) ?? inChannel(ofApplication, guild, channel) ?? true))
      return false;
    const decided = forMember(ofCommand, guild, member);
    if (decided !== undefined) return decided;
    // Being let to the application is not yet being let to commands that ask for more.
    if (forMember(ofApplication, guild, member) === false) return false;
    if (wanted === undefined) return true;
    return wanted !== '0' && has(this.world.permissionsIn(channel, member.user.id), BigInt(wanted));
  }

  private of(guildId: string, id: string): readonly CommandPermission[] {
    return this.byGuild.get(guildId)?.get(id) ?? [];
  }

  private forget(guildId: string, targetId: string): void {
    for (const { id, permissions } of this.list(guildId)) {
      const kept = permissions.filter((permission) => permission.id !== targetId);
      if (kept.length < permissions.length) this.set(guildId, id, kept);
    }
  }
}

function inChannel(
  permissions: readonly CommandPermission[] = [],
  guild: Guild,
  channel: Channel,
): boolean | undefined {
  const ofChannels = permissions.filter(({ type }) => type === PermissionTarget.Channel);
  const allChannels = (BigInt(guild.id) - 1n).toString();
  return (
    ofChannels.find(({ id }) => id === channel.id) ??
    ofChannels.find(({ id }) => id === channel.parent_id) ??
    ofChannels.find(({ id }) => id === allChannels)
  )?.permission;
}

/** The member's own line, then those of their roles (one that allows is enough), then that of @everyone. */
function forMember(
  permissions: readonly CommandPermission[] = [],
  guild: Guild,
  member: Member,
): boolean | undefined {
  const own = permissions.find(({ id, type }) => type === PermissionTarget.User && id === member.user.id);
  if (own !== undefined) return own.permission;
  const ofRoles = permissions.filter(
    ({ id, type }) => type === PermissionTarget.Role && member.roles.includes(id),
  );
  if (ofRoles.length > 0) return ofRoles.some(({ permission }) => permission);
  return permissions.find(({ id, type }) => type === PermissionTarget.Role && id === guild.id)?.permission;
}
