import { refuse } from './api-error.ts';
import { type FileStore } from './files/file-store.ts';
import {
  NO_FILES,
  placeFiles,
  planFiles,
  type FilesAtHand,
  type PlannedFile,
} from './files/message-files.ts';
import { isPresent, numberOf, objectsOf, textOf, type JsonObject } from './json.ts';
import { emojiOf } from './emoji.ts';
import { INTERACTION_DEFAULT, MESSAGE_DEFAULT, mentionableText, pingsOf } from './mentions.ts';
import { type Upload } from './files/upload.ts';
import { MessageStore } from './message-store.ts';
import { snowflakeTimeMs } from './snowflake.ts';
import {
  type Attachment,
  type Channel,
  type EventName,
  type Message,
  type Reaction,
  type StoredMessage,
  type User,
} from './model.ts';
import { numberComponents } from './validation/components.ts';
import { hasSomethingToSend } from './validation/message.ts';
import { MessageFlag, MessageType } from './wire.ts';
import { type World } from './world.ts';

const SENDER_FLAGS =
  MessageFlag.SuppressEmbeds | MessageFlag.SuppressNotifications | MessageFlag.ComponentsV2;

export interface NewMessage {
  readonly channel: Channel;
  readonly author: User;
  /** Already validated. */
  readonly body: JsonObject;
  readonly type?: number;
  /** Flags that the server sets besides the sender's own. */
  readonly flags?: number;
  readonly visibleTo?: string | null;
  /** Keys that only replies to interactions have. */
  readonly interaction?: Pick<Message, 'webhook_id' | 'application_id' | 'interaction_metadata'>;
  readonly repliesTo?: StoredMessage;
  readonly files?: FilesAtHand;
}

/** Writes, changes and removes messages and tells the world. Rules and permissions are the callers' business. */
export class Messaging {
  readonly store = new MessageStore();
  private readonly world: World;
  private readonly files: FileStore;

  constructor(world: World, files: FileStore) {
    this.world = world;
    this.files = files;
    world.on((event) => {
      if (event.name === 'CHANNEL_DELETE') this.store.deleteChannel((event.data as Channel).id);
    });
  }

  create(draft: NewMessage): StoredMessage {
    const { channel, author, body, visibleTo = null } = draft;
    const files = this.filesOf(planFiles(body, draft.files ?? NO_FILES), author.id, visibleTo !== null);
    const wire = this.newWire(draft, files);
    const message: StoredMessage = {
      wire,
      guildId: channel.guild_id ?? null,
      visibleTo,
      files,
      reactors: new Map(),
    };
    this.setPings(
      message,
      channel,
      body.allowed_mentions,
      draft.interaction ? undefined : draft.repliesTo?.wire.author,
    );
    this.store.add(message);
    if (visibleTo === null) channel.last_message_id = wire.id;
    this.tell('MESSAGE_CREATE', message);
    return message;
  }

  /**
   * Changes what the body names and keeps the rest; a loading message becomes a real one.
   *
   * @throws ApiError 50006 when nothing would be left
   */
  edit(message: StoredMessage, body: JsonObject, uploads: readonly Upload[] = []): StoredMessage {
    const { wire } = message;
    const wasLoading = (wire.flags & MessageFlag.Loading) !== 0;
    const after = {
      content: body.content === undefined ? wire.content : (textOf(body.content) ?? '').trim(),
      embeds: body.embeds === undefined ? wire.embeds : embedsOf(body.embeds),
      components: body.components === undefined ? wire.components : componentsOf(body.components),
    };
    const asked = numberOf(body.flags);
    const planned = planFiles(body, { uploads, stored: message.files });
    if (!hasSomethingToSend({ ...after, flags: wire.flags | (asked ?? 0) }, planned.length))
      throw refuse('emptyMessage');
    message.files = this.filesOf(planned, wire.author.id, message.visibleTo !== null);
    const changeable = MessageFlag.SuppressEmbeds | MessageFlag.ComponentsV2;
    Object.assign(wire, after, placeFiles(after, message.files), {
      flags:
        (asked === undefined ? wire.flags : (wire.flags & ~changeable) | (asked & changeable)) &
        ~MessageFlag.Loading,
    });
    if (!wasLoading) wire.edited_timestamp = this.world.clock.isoNow();
    if (['content', 'components', 'allowed_mentions'].some((key) => isPresent(body[key]))) {
      this.setPings(message, this.world.channel(wire.channel_id), body.allowed_mentions);
    }
    this.tell('MESSAGE_UPDATE', message);
    return message;
  }

  delete(message: StoredMessage): void {
    if (this.store.delete(message.wire.channel_id, message.wire.id) !== undefined)
      this.tell('MESSAGE_DELETE', message);
  }

  /** A second reaction of the same user with the same emoji changes nothing. */
  react(message: StoredMessage, userId: string, emoji: string): void {
    const reactors = message.reactors.get(emoji) ?? new Set();
    if (reactors.has(userId)) return;
    message.reactors.set(emoji, reactors.add(userId));
    this.tellReaction('MESSAGE_REACTION_ADD', message, userId, emoji);
  }

  unreact(message: StoredMessage, userId: string, emoji: string): void {
    const reactors = message.reactors.get(emoji);
    if (reactors?.delete(userId) !== true) return;
    if (reactors.size === 0) message.reactors.delete(emoji);
    this.tellReaction('MESSAGE_REACTION_REMOVE', message, userId, emoji);
  }

  /** All reactions, or those with one emoji: told once, whoever's they were. */
  clearReactions(message: StoredMessage, emoji?: string): void {
    if (emoji === undefined ? message.reactors.size === 0 : !message.reactors.delete(emoji)) return;
    if (emoji === undefined) message.reactors.clear();
    this.setReactions(message);
    const { wire, guildId } = message;
    const data = {
      channel_id: wire.channel_id,
      message_id: wire.id,
      ...(guildId !== null && { guild_id: guildId }),
      ...(emoji !== undefined && { emoji: emojiOf(emoji) }),
    };
    const name = emoji === undefined ? 'MESSAGE_REACTION_REMOVE_ALL' : 'MESSAGE_REACTION_REMOVE_EMOJI';
    this.world.emit({ name, guildId, channelId: wire.channel_id, message, data });
  }

  private newWire({ body, ...draft }: NewMessage, files: readonly Attachment[]): Message {
    const parts = { components: componentsOf(body.components), embeds: embedsOf(body.embeds) };
    const id = this.world.snowflakes.next();
    const wire: Message = {
      id,
      channel_id: draft.channel.id,
      author: draft.author,
      type: draft.type ?? MessageType.Default,
      content: (textOf(body.content) ?? '').trim(),
      timestamp: new Date(snowflakeTimeMs(id)).toISOString(),
      edited_timestamp: null,
      tts: body.tts === true,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      ...placeFiles(parts, files),
      pinned: false,
      flags: ((numberOf(body.flags) ?? 0) & SENDER_FLAGS) | (draft.flags ?? 0),
      ...draft.interaction,
    };
    if (typeof body.nonce === 'string' || typeof body.nonce === 'number') wire.nonce = body.nonce;
    if (draft.repliesTo !== undefined) wire.message_reference = referenceTo(draft.repliesTo);
    return wire;
  }

  /** Stores what is new; stored ones may have got another description. */
  private filesOf(planned: readonly PlannedFile[], ownerId: string, isEphemeral: boolean): Attachment[] {
    return planned.map(({ from, ...named }) =>
      'bytes' in from
        ? this.files.add({ ...named, upload: from, ownerId, isEphemeral })
        : { ...from, ...named },
    );
  }

  private setPings(message: StoredMessage, channel: Channel, allowed: unknown, repliedTo?: User): void {
    const { wire } = message;
    if (message.visibleTo !== null) return; // nobody else sees it, so nobody is notified
    const pings = pingsOf(this.world, {
      channel,
      authorId: wire.author.id,
      text: mentionableText(wire.content, wire.components),
      allowed,
      parseByDefault: wire.webhook_id === undefined ? MESSAGE_DEFAULT : INTERACTION_DEFAULT,
      ...(repliedTo !== undefined && { repliedTo }),
    });
    Object.assign(wire, pings);
  }

  private tell(name: EventName, message: StoredMessage): void {
    const { wire, guildId } = message;
    this.world.emit({ name, guildId, channelId: wire.channel_id, message, data: wire });
  }

  private setReactions({ wire, reactors }: StoredMessage): void {
    wire.reactions = reactionsOf(reactors, this.world.bot.id);
  }

  private tellReaction(name: EventName, message: StoredMessage, userId: string, emoji: string): void {
    const { wire, guildId } = message;
    this.setReactions(message);
    const member = guildId === null ? undefined : this.world.guilds.get(guildId)?.members.get(userId);
    const data = {
      user_id: userId,
      channel_id: wire.channel_id,
      message_id: wire.id,
      message_author_id: wire.author.id,
      emoji: emojiOf(emoji),
      burst: false,
      type: 0,
      ...(guildId !== null && { guild_id: guildId }),
      ...(name === 'MESSAGE_REACTION_ADD' && member !== undefined && { member }),
    };
    this.world.emit({ name, guildId, channelId: wire.channel_id, userId, message, data });
  }
}

function referenceTo({ wire, guildId }: StoredMessage): JsonObject {
  return {
    type: 0,
    message_id: wire.id,
    channel_id: wire.channel_id,
    ...(guildId !== null && { guild_id: guildId }),
  };
}

function embedsOf(value: unknown): JsonObject[] {
  return objectsOf(value).map((embed) => ({ type: 'rich', ...embed }));
}

/** Disabled and other defaults stay absent, as Discord leaves them. */
function componentsOf(value: unknown): JsonObject[] {
  const components = objectsOf(value);
  numberComponents(components);
  return components;
}

export function isLoading(message: StoredMessage): boolean {
  return (message.wire.flags & MessageFlag.Loading) !== 0;
}

/** As this user sees them. Nobody here gives super reactions. */
export const reactionsOf = (reactors: StoredMessage['reactors'], userId: string): Reaction[] =>
  [...reactors].map(([key, users]) => ({
    count: users.size,
    count_details: { burst: 0, normal: users.size },
    me: users.has(userId),
    emoji: emojiOf(key),
  }));
