import { refuse } from './api-error.ts';
import { type Clock } from './clock.ts';
import {
  type Account,
  type Channel,
  type EventName,
  type Guild,
  type Member,
  type Role,
  type User,
  type WorldEvent,
} from './model.ts';
import {
  DIRECT_MESSAGE_PERMISSIONS,
  EVERYONE_PERMISSIONS,
  INVITED_BOT_PERMISSIONS,
  has,
  permissionsInChannel,
} from './permissions.ts';
import { Snowflakes } from './snowflake.ts';
import { ChannelType, Permission } from './wire.ts';
import {
  guildBody,
  newChannel,
  newMember,
  newRole,
  newUser,
  type GuildChange,
  type NewChannel,
  type NewGuild,
  type NewRole,
  type NewUser,
} from './seeds.ts';

const DAY_MS = 86_400_000;
/** Of people whose age doesn't matter: bots keep new accounts out. */
const AGE_DAYS = 365;

/** Everybody and every place; the one state that REST, gateway and members look at. */
export class World {
  readonly clock: Clock;
  readonly snowflakes: Snowflakes;
  readonly bot: User;
  readonly accounts = new Map<string, Account>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  /** Who added the application to their own account. */
  readonly installers = new Set<string>();
  private readonly directChannels = new Map<string, Channel>();
  private readonly listeners = new Set<(event: WorldEvent) => void>();

  constructor(clock: Clock, bot: { id?: string; username: string }) {
    this.clock = clock;
    this.snowflakes = new Snowflakes(clock);
    this.bot = this.createUser({ ...bot, bot: true });
  }

  on(listener: (event: WorldEvent) => void): void {
    this.listeners.add(listener);
  }

  emit(event: WorldEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  createUser(seed: NewUser): User {
    const ageMs = (seed.ageDays ?? AGE_DAYS) * DAY_MS;
    const user = newUser(seed.id ?? this.snowflakes.nextAged(ageMs), seed);
    this.accounts.set(user.id, {
      user,
      locale: seed.locale ?? 'en-US',
      hasClosedDirectMessages: false,
      presence: seed.presence ?? 'offline',
    });
    return user;
  }

  /** The bot is a member of it unless `withBot` is false. */
  createGuild(seed: NewGuild): Guild {
    const id = seed.id ?? this.snowflakes.next();
    const ownerId = seed.ownerId ?? this.createUser({ username: 'owner' }).id;
    const guild: Guild = {
      id,
      name: seed.name,
      ownerId,
      preferredLocale: seed.preferredLocale ?? 'en-US',
      systemChannelId: null,
      roles: new Map(),
      members: new Map(),
      channels: new Map(),
    };
    guild.roles.set(id, newRole(id, { name: '@everyone', permissions: EVERYONE_PERMISSIONS }, 0));
    guild.members.set(ownerId, newMember(this.account(ownerId).user, [], this.clock.isoNow()));
    this.guilds.set(id, guild);
    if (seed.withBot !== false) this.inviteBot(id, seed.botPermissions);
    return guild;
  }

  /** @throws ApiError 10007, 10003 for an owner or a system channel that is not there */
  updateGuild(guildId: string, change: GuildChange): Guild {
    const guild = this.guild(guildId);
    if (change.ownerId !== undefined) this.member(guild, change.ownerId);
    const { systemChannelId } = change;
    if (typeof systemChannelId === 'string' && !guild.channels.has(systemChannelId))
      throw refuse('unknownChannel');
    Object.assign(guild, change);
    this.announce('GUILD_UPDATE', guild, guildBody(guild));
    return guild;
  }

  /** Adds the bot with its managed role, as an invitation does; to a guild that has it nothing happens. */
  inviteBot(guildId: string, permissions: bigint = INVITED_BOT_PERMISSIONS): void {
    const guild = this.guild(guildId);
    if (guild.members.has(this.bot.id)) return;
    const role = this.insertRole(guild, { name: this.bot.username, permissions, managed: true });
    role.tags = { bot_id: this.bot.id };
    guild.members.set(this.bot.id, newMember(this.bot, [role.id], this.clock.isoNow()));
    this.announce('GUILD_CREATE', guild, {});
  }

  setBotPermissions(guildId: string, permissions: bigint): void {
    const guild = this.guild(guildId);
    const role = [...guild.roles.values()].find((candidate) => candidate.tags?.bot_id === this.bot.id);
    if (role === undefined) throw refuse('unknownRole');
    this.updateRole(guildId, role.id, { permissions });
  }

  createRole(guildId: string, seed: NewRole): Role {
    const guild = this.guild(guildId);
    const role = this.insertRole(guild, seed);
    this.announce('GUILD_ROLE_CREATE', guild, { guild_id: guildId, role });
    return role;
  }

  updateRole(guildId: string, roleId: string, change: Partial<NewRole>): Role {
    const guild = this.guild(guildId);
    const role = this.role(guild, roleId);
    if (change.name !== undefined) role.name = change.name;
    if (change.permissions !== undefined) role.permissions = change.permissions.toString();
    if (change.position !== undefined) role.position = change.position;
    if (change.mentionable !== undefined) role.mentionable = change.mentionable;
    this.announce('GUILD_ROLE_UPDATE', guild, { guild_id: guildId, role });
    return role;
  }

  deleteRole(guildId: string, roleId: string): void {
    const guild = this.guild(guildId);
    if (this.role(guild, roleId).managed || roleId === guildId) throw refuse('invalidRole');
    guild.roles.delete(roleId);
    this.announce('GUILD_ROLE_DELETE', guild, { guild_id: guildId, role_id: roleId });
    for (const { user, roles } of guild.members.values())
      if (roles.includes(roleId))
        this.updateMember(guildId, user.id, { roles: roles.filter((id) => id !== roleId) });
    for (const { id, permission_overwrites: overwrites = [] } of guild.channels.values()) {
      const kept = overwrites.filter((overwrite) => overwrite.id !== roleId);
      if (kept.length < overwrites.length) this.updateChannel(id, { permission_overwrites: kept });
    }
  }

  createChannel(guildId: string, seed: NewChannel): Channel {
    const guild = this.guild(guildId);
    const channel = newChannel(seed.id ?? this.snowflakes.next(), guildId, seed, guild.channels.size);
    guild.channels.set(channel.id, channel);
    this.channels.set(channel.id, channel);
    this.announce('CHANNEL_CREATE', guild, channel);
    return channel;
  }

  updateChannel(
    channelId: string,
    change: Partial<Pick<Channel, 'name' | 'topic' | 'permission_overwrites'>>,
  ): Channel {
    const channel = this.channel(channelId);
    Object.assign(channel, change);
    this.announce('CHANNEL_UPDATE', this.guildOf(channel), channel);
    return channel;
  }

  deleteChannel(channelId: string): Channel {
    const channel = this.channel(channelId);
    const guild = this.guildOf(channel);
    this.channels.delete(channelId);
    guild?.channels.delete(channelId);
    this.announce('CHANNEL_DELETE', guild, channel);
    if (guild?.systemChannelId === channelId) this.updateGuild(guild.id, { systemChannelId: null });
    return channel;
  }

  addMember(guildId: string, userId: string, roleIds: readonly string[] = []): Member {
    const guild = this.guild(guildId);
    for (const roleId of roleIds) this.role(guild, roleId);
    const member = newMember(this.account(userId).user, [...roleIds], this.clock.isoNow());
    guild.members.set(userId, member);
    this.announce('GUILD_MEMBER_ADD', guild, { ...member, guild_id: guildId }, userId);
    return member;
  }

  updateMember(guildId: string, userId: string, change: Partial<Pick<Member, 'nick' | 'roles'>>): Member {
    const guild = this.guild(guildId);
    const member = this.member(guild, userId);
    Object.assign(member, change);
    this.announce('GUILD_MEMBER_UPDATE', guild, { ...member, guild_id: guildId }, userId);
    return member;
  }

  /** A leave and a kick look the same; for the bot itself the guild is gone. */
  removeMember(guildId: string, userId: string): void {
    const guild = this.guild(guildId);
    const { user } = this.member(guild, userId);
    if (userId === this.bot.id) {
      this.announce('GUILD_DELETE', guild, { id: guildId });
      for (const role of guild.roles.values()) if (role.tags?.bot_id === userId) guild.roles.delete(role.id);
    }
    guild.members.delete(userId);
    if (userId !== this.bot.id)
      this.announce('GUILD_MEMBER_REMOVE', guild, { guild_id: guildId, user }, userId);
  }

  deleteGuild(guildId: string): void {
    const guild = this.guild(guildId);
    this.announce('GUILD_DELETE', guild, { id: guildId });
    for (const channelId of guild.channels.keys()) this.channels.delete(channelId);
    this.guilds.delete(guildId);
  }

  /** The one conversation of the bot with this user. */
  directChannel(userId: string): Channel {
    const existing = this.directChannels.get(userId);
    if (existing !== undefined) return existing;
    const { user } = this.account(userId);
    const channel: Channel = {
      id: this.snowflakes.next(),
      type: ChannelType.DirectMessage,
      last_message_id: null,
      recipients: [user],
    };
    this.directChannels.set(userId, channel);
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** A conversation that the bot is not in: what it is told there, it is told through a person's installation. */
  createPrivateChannel(userIds: readonly string[]): Channel {
    const channel: Channel = {
      id: this.snowflakes.next(),
      type: ChannelType.DirectMessage,
      last_message_id: null,
      recipients: userIds.map((id) => this.account(id).user),
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** Whether it is the bot's own conversation with somebody. */
  isWithBot({ id, recipients }: Channel): boolean {
    return recipients?.length === 1 && this.directChannels.get(recipients[0]?.id ?? '')?.id === id;
  }

  account(userId: string): Account {
    const account = this.accounts.get(userId);
    if (account === undefined) throw refuse('unknownUser');
    return account;
  }

  guild(guildId: string): Guild {
    const guild = this.guilds.get(guildId);
    if (guild === undefined) throw refuse('unknownGuild');
    return guild;
  }

  channel(channelId: string): Channel {
    const channel = this.channels.get(channelId);
    if (channel === undefined) throw refuse('unknownChannel');
    return channel;
  }

  member(guild: Guild, userId: string): Member {
    const member = guild.members.get(userId);
    if (member === undefined) throw refuse('unknownMember');
    return member;
  }

  role(guild: Guild, roleId: string): Role {
    const role = guild.roles.get(roleId);
    if (role === undefined) throw refuse('unknownRole');
    return role;
  }

  guildOf(channel: Channel): Guild | null {
    return channel.guild_id === undefined ? null : (this.guilds.get(channel.guild_id) ?? null);
  }

  /** No bits at all for somebody who is not in the guild or the conversation. */
  permissionsIn(channel: Channel, userId: string): bigint {
    const guild = this.guildOf(channel);
    if (guild === null) return this.isInConversation(channel, userId) ? DIRECT_MESSAGE_PERMISSIONS : 0n;
    const member = guild.members.get(userId);
    return member === undefined ? 0n : permissionsInChannel(guild, member, channel);
  }

  canView(channel: Channel, userId: string): boolean {
    return has(this.permissionsIn(channel, userId), Permission.ViewChannel);
  }

  shareGuild(userId: string): boolean {
    for (const guild of this.guilds.values()) {
      if (guild.members.has(userId) && guild.members.has(this.bot.id)) return true;
    }
    return false;
  }

  /** Without a position a role comes in at the bottom and lifts all others, as in Discord: below the bot's role. */
  private insertRole(guild: Guild, seed: NewRole): Role {
    const role = newRole(seed.id ?? this.snowflakes.next(), seed, seed.position ?? 1);
    const others =
      seed.position === undefined ? [...guild.roles.values()].filter(({ id }) => id !== guild.id) : [];
    guild.roles.set(role.id, role);
    for (const other of others) {
      other.position += 1;
      this.announce('GUILD_ROLE_UPDATE', guild, { guild_id: guild.id, role: other });
    }
    return role;
  }

  private isInConversation(channel: Channel, userId: string): boolean {
    if (userId === this.bot.id) return this.isWithBot(channel);
    return channel.recipients?.some((user) => user.id === userId) ?? false;
  }

  private announce(name: EventName, guild: Guild | null, data: object, userId?: string): void {
    this.emit({ name, guildId: guild?.id ?? null, data, ...(userId !== undefined && { userId }) });
  }
}
