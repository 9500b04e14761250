import { type Message } from './api.ts';

const mentionsIn = (message: Message, userId: string): boolean =>
  message.mention_everyone || message.mentions.some(({ id }) => id === userId);

/** The messages of every channel that was opened, oldest first, and what is unread in the others. */
export class MessageBook {
  private readonly channels = new Map<string, Message[]>();
  private readonly unreadIn = new Map<string, { mentions: number }>();

  of(channelId: string): readonly Message[] {
    return this.channels.get(channelId) ?? [];
  }

  isLoaded(channelId: string): boolean {
    return this.channels.has(channelId);
  }

  fill(channelId: string, messages: readonly Message[]): void {
    this.channels.set(channelId, [...messages]);
  }

  put(message: Message, { isOpen, me }: { isOpen: boolean; me: string }): void {
    const list = this.channels.get(message.channel_id);
    const isNew = list === undefined || !replace(list, message);
    if (list !== undefined && isNew) insert(list, message);
    if (isOpen || !isNew || message.author.id === me || message.edited_timestamp !== null) return;
    const unread = this.unreadIn.get(message.channel_id) ?? { mentions: 0 };
    const isForMe = message.author.bot && mentionsIn(message, me);
    this.unreadIn.set(message.channel_id, { mentions: unread.mentions + (isForMe ? 1 : 0) });
  }

  drop({ channel_id, id }: Pick<Message, 'channel_id' | 'id'>): void {
    const list = this.channels.get(channel_id);
    const index = list?.findLastIndex((message) => message.id === id) ?? -1;
    if (index >= 0) list?.splice(index, 1);
  }

  read(channelId: string): void {
    this.unreadIn.delete(channelId);
  }

  isUnread(channelId: string): boolean {
    return this.unreadIn.has(channelId);
  }

  mentions(channelId: string): number {
    return this.unreadIn.get(channelId)?.mentions ?? 0;
  }

  forget(): void {
    this.channels.clear();
  }
}

function replace(list: Message[], message: Message): boolean {
  const index = list.findLastIndex(({ id }) => id === message.id);
  if (index < 0) return false;
  list[index] = message;
  return true;
}

/** Ids are times; nearly always the newest comes last. */
function insert(list: Message[], message: Message): void {
  let at = list.length;
  while (at > 0 && isLater(list[at - 1]?.id ?? '', message.id)) at -= 1;
  list.splice(at, 0, message);
}

function isLater(id: string, other: string): boolean {
  return id.length === other.length ? id > other : id.length > other.length;
}
