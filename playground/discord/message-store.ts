import { refuse } from './api-error.ts';
import { type StoredMessage } from './model.ts';

/** Old messages go first beyond this; a benchmark must not fill the memory. */
const KEPT_PER_CHANNEL = 20_000;
const REMEMBERED_NONCE_MS = 5 * 60_000;

interface ChannelMessages {
  /** What everybody sees, oldest first. */
  readonly history: Map<string, StoredMessage>;
  readonly ephemeral: Map<string, StoredMessage>;
  readonly nonces: Map<string, { readonly messageId: string; readonly atMs: number }>;
}

/** Messages by channel; ephemeral ones are kept apart and never part of the history. */
export class MessageStore {
  private readonly channels = new Map<string, ChannelMessages>();

  add(message: StoredMessage): void {
    const { history, ephemeral } = this.of(message.wire.channel_id);
    const shelf = message.visibleTo === null ? history : ephemeral;
    shelf.set(message.wire.id, message);
    if (shelf.size > KEPT_PER_CHANNEL) {
      for (const oldest of shelf.keys()) {
        shelf.delete(oldest);
        break;
      }
    }
  }

  /** A message that everybody in the channel may know. @throws ApiError 10008 */
  get(channelId: string, messageId: string): StoredMessage {
    const found = this.channels.get(channelId)?.history.get(messageId);
    if (found === undefined) throw refuse('unknownMessage');
    return found;
  }

  /** Also ephemeral ones. */
  find(channelId: string, messageId: string): StoredMessage | undefined {
    const messages = this.channels.get(channelId);
    return messages?.history.get(messageId) ?? messages?.ephemeral.get(messageId);
  }

  delete(channelId: string, messageId: string): StoredMessage | undefined {
    const found = this.find(channelId, messageId);
    const messages = this.channels.get(channelId);
    messages?.history.delete(messageId);
    messages?.ephemeral.delete(messageId);
    return found;
  }

  deleteChannel(channelId: string): void {
    this.channels.delete(channelId);
  }

  /** Oldest first. */
  history(channelId: string): StoredMessage[] {
    return [...(this.channels.get(channelId)?.history.values() ?? [])];
  }

  ephemeralFor(channelId: string, userId: string): StoredMessage[] {
    return [...(this.channels.get(channelId)?.ephemeral.values() ?? [])].filter(
      (message) => message.visibleTo === userId,
    );
  }

  rememberNonce(channelId: string, authorId: string, nonce: string, messageId: string, nowMs: number): void {
    const { nonces } = this.of(channelId);
    for (const [key, { atMs }] of nonces) {
      if (nowMs - atMs <= REMEMBERED_NONCE_MS) break;
      nonces.delete(key);
    }
    nonces.set(`${authorId}:${nonce}`, { messageId, atMs: nowMs });
  }

  /** The message that this author sent here with the same nonce in the last minutes. */
  findByNonce(channelId: string, authorId: string, nonce: string, nowMs: number): StoredMessage | undefined {
    const messages = this.channels.get(channelId);
    const remembered = messages?.nonces.get(`${authorId}:${nonce}`);
    if (remembered === undefined || nowMs - remembered.atMs > REMEMBERED_NONCE_MS) return undefined;
    return messages?.history.get(remembered.messageId);
  }

  private of(channelId: string): ChannelMessages {
    let messages = this.channels.get(channelId);
    if (messages === undefined) {
      messages = { history: new Map(), ephemeral: new Map(), nonces: new Map() };
      this.channels.set(channelId, messages);
    }
    return messages;
  }
}
