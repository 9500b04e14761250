import { type JsonObject } from './json.ts';

// What the world holds, in the shape of the wire, so that it is sent without being copied.

export interface User {
  readonly id: string;
  username: string;
  readonly discriminator: string;
  global_name: string | null;
  avatar: null;
  readonly bot: boolean;
  readonly public_flags: number;
}

export type Presence = 'online' | 'idle' | 'dnd' | 'offline';

/** What Discord knows of a person and does not tell a bot. */
export interface Account {
  readonly user: User;
  locale: string;
  hasClosedDirectMessages: boolean;
  /** While no window of theirs is open. */
  presence: Presence;
}

export interface Role {
  readonly id: string;
  name: string;
  permissions: string;
  position: number;
  color: number;
  colors: { primary_color: number; secondary_color: null; tertiary_color: null };
  hoist: boolean;
  managed: boolean;
  mentionable: boolean;
  flags: number;
  tags?: { bot_id: string };
}

export interface Member {
  readonly user: User;
  nick: string | null;
  avatar: null;
  roles: string[];
  joined_at: string;
  premium_since: null;
  deaf: boolean;
  mute: boolean;
  pending: boolean;
  flags: number;
  communication_disabled_until: string | null;
}

/** `type` 0 is a role, 1 a member. */
export interface Overwrite {
  readonly id: string;
  readonly type: 0 | 1;
  allow: string;
  deny: string;
}

export interface Channel {
  readonly id: string;
  readonly type: number;
  name?: string;
  guild_id?: string;
  parent_id?: string | null;
  position?: number;
  topic?: string | null;
  nsfw?: boolean;
  rate_limit_per_user?: number;
  permission_overwrites?: Overwrite[];
  last_message_id: string | null;
  recipients?: User[];
}

export interface Guild {
  readonly id: string;
  name: string;
  ownerId: string;
  preferredLocale: string;
  systemChannelId: string | null;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  readonly channels: Map<string, Channel>;
}

export interface Reaction {
  count: number;
  count_details: { burst: number; normal: number };
  me: boolean;
  emoji: { id: string | null; name: string };
}

/** A file of a message. */
export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly title?: string;
  readonly description?: string;
  /** Absent when Discord does not know it. */
  readonly content_type?: string;
  readonly size: number;
  readonly url: string;
  readonly proxy_url: string;
  /** Of pictures only. */
  readonly width?: number;
  readonly height?: number;
  readonly ephemeral?: boolean;
}

export interface Message {
  readonly id: string;
  readonly channel_id: string;
  author: User;
  type: number;
  content: string;
  readonly timestamp: string;
  edited_timestamp: string | null;
  tts: boolean;
  mention_everyone: boolean;
  mentions: User[];
  mention_roles: string[];
  /** Without those that an embed or a component shows. */
  attachments: Attachment[];
  embeds: JsonObject[];
  components: JsonObject[];
  pinned: boolean;
  flags: number;
  nonce?: string | number;
  webhook_id?: string;
  application_id?: string;
  message_reference?: JsonObject;
  interaction_metadata?: JsonObject;
  reactions?: Reaction[];
}

/** A message and what only the server knows about it. */
export interface StoredMessage {
  readonly wire: Message;
  readonly guildId: string | null;
  /** The one user who sees an ephemeral message. */
  readonly visibleTo: string | null;
  /** All of them, wherever they are shown. */
  files: readonly Attachment[];
  /** Who reacted, by emoji as it stands in a route. */
  readonly reactors: Map<string, Set<string>>;
}

export type EventName =
  | 'GUILD_CREATE'
  | 'GUILD_UPDATE'
  | 'GUILD_DELETE'
  | 'APPLICATION_COMMAND_PERMISSIONS_UPDATE'
  | `GUILD_MEMBER_${'ADD' | 'UPDATE' | 'REMOVE'}`
  | `GUILD_ROLE_${'CREATE' | 'UPDATE' | 'DELETE'}`
  | `CHANNEL_${'CREATE' | 'UPDATE' | 'DELETE'}`
  | `MESSAGE_${'CREATE' | 'UPDATE' | 'DELETE'}`
  | `MESSAGE_REACTION_${'ADD' | 'REMOVE' | 'REMOVE_ALL' | 'REMOVE_EMOJI'}`;

/** Something that happened; the gateway and the members' event sockets decide who is told. */
export interface WorldEvent {
  readonly name: EventName;
  readonly guildId: string | null;
  readonly channelId?: string;
  /** Whom it is about. */
  readonly userId?: string;
  readonly message?: StoredMessage;
  readonly data: object;
}
