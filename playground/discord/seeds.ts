import {
  type Channel,
  type Guild,
  type Member,
  type Overwrite,
  type Presence,
  type Role,
  type User,
} from './model.ts';
import { ChannelType } from './wire.ts';

export interface NewUser {
  readonly id?: string;
  readonly username: string;
  readonly displayName?: string;
  readonly locale?: string;
  readonly presence?: Presence;
  readonly bot?: boolean;
  /** How long the account has been there, which its id tells; a year unless told otherwise. */
  readonly ageDays?: number;
}

export interface NewGuild {
  readonly id?: string;
  readonly name: string;
  /** Without it an owner is made. */
  readonly ownerId?: string;
  readonly preferredLocale?: string;
  readonly withBot?: boolean;
  readonly botPermissions?: bigint;
}

export type GuildChange = Partial<Pick<Guild, 'name' | 'ownerId' | 'preferredLocale' | 'systemChannelId'>>;

export interface NewRole {
  readonly id?: string;
  readonly name: string;
  readonly permissions?: bigint;
  readonly position?: number;
  readonly managed?: boolean;
  readonly mentionable?: boolean;
  /** As 0xRRGGBB; 0 is none. */
  readonly color?: number;
  /** Shown as a group of its own in the member list. */
  readonly hoist?: boolean;
}

export interface NewOverwrite {
  readonly id: string;
  readonly kind: 'role' | 'member';
  readonly allow?: bigint;
  readonly deny?: bigint;
}

export interface NewChannel {
  readonly id?: string;
  readonly name: string;
  readonly kind?: 'text' | 'announcement' | 'voice' | 'category';
  readonly parentId?: string;
  readonly topic?: string;
  readonly overwrites?: readonly NewOverwrite[];
}

const channelTypes = {
  text: ChannelType.Text,
  announcement: ChannelType.Announcement,
  voice: ChannelType.Voice,
  category: ChannelType.Category,
} as const;

export function newUser(id: string, seed: NewUser): User {
  return {
    id,
    username: seed.username,
    discriminator: '0',
    global_name: seed.displayName ?? null,
    avatar: null,
    bot: seed.bot ?? false,
    public_flags: 0,
  };
}

export function newRole(id: string, seed: NewRole, position: number): Role {
  return {
    id,
    name: seed.name,
    permissions: (seed.permissions ?? 0n).toString(),
    position,
    color: seed.color ?? 0,
    colors: { primary_color: seed.color ?? 0, secondary_color: null, tertiary_color: null },
    hoist: seed.hoist ?? false,
    managed: seed.managed ?? false,
    mentionable: seed.mentionable ?? false,
    flags: 0,
  };
}

export function newMember(user: User, roles: string[], joinedAt: string): Member {
  return {
    user,
    nick: null,
    avatar: null,
    roles,
    joined_at: joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    communication_disabled_until: null,
  };
}

export function newOverwrite(seed: NewOverwrite): Overwrite {
  return {
    id: seed.id,
    type: seed.kind === 'role' ? 0 : 1,
    allow: (seed.allow ?? 0n).toString(),
    deny: (seed.deny ?? 0n).toString(),
  };
}

export function newChannel(id: string, guildId: string, seed: NewChannel, position: number): Channel {
  return {
    id,
    type: channelTypes[seed.kind ?? 'text'],
    name: seed.name,
    guild_id: guildId,
    parent_id: seed.parentId ?? null,
    position,
    topic: seed.topic ?? null,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: (seed.overwrites ?? []).map(newOverwrite),
    last_message_id: null,
  };
}

/** The guild as REST answers it. */
export function guildBody(guild: Guild): object {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    owner_id: guild.ownerId,
    preferred_locale: guild.preferredLocale,
    features: [],
    roles: [...guild.roles.values()],
    emojis: [],
    stickers: [],
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    system_channel_id: guild.systemChannelId,
    system_channel_flags: 0,
    afk_channel_id: null,
    afk_timeout: 300,
    rules_channel_id: null,
    public_updates_channel_id: null,
    vanity_url_code: null,
    banner: null,
    splash: null,
    discovery_splash: null,
    application_id: null,
    premium_progress_bar_enabled: false,
  };
}
