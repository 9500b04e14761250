import {
  Api,
  type Channel,
  type GuildView,
  type MemberEvent,
  type Message,
  type Snapshot,
  type User,
  type VisibleCommand,
  type WireEntry,
} from './api.ts';
import { MessageBook } from './message-book.ts';

const WIRE_KEPT = 300;
const RETRY_MS = 1_000;
const SNAPSHOT_PAUSE_MS = 80;

/** What one member sees of the local Discord; follows its events and tells who listens. */
export class Store extends EventTarget {
  readonly api: Api;
  readonly book = new MessageBook();
  snapshot: Snapshot;
  channelId: string;
  commands: VisibleCommand[] = [];
  wire: WireEntry[] = [];
  isConnected = false;
  private aheadMs = 0;
  private snapshotTimer = 0;
  private isChangeDue = false;

  private constructor(api: Api, snapshot: Snapshot, channelId?: string) {
    super();
    this.api = api;
    this.snapshot = snapshot;
    this.setNow(snapshot.nowMs);
    const channels = snapshot.guilds[0]?.channels ?? [];
    const open = channels.find(({ id }) => id === channelId) ?? channels[0];
    this.channelId = open?.id ?? snapshot.directChannel.id;
    if (channelId === snapshot.directChannel.id) this.channelId = channelId;
  }

  static async open(userId: string, channelId?: string): Promise<Store> {
    const api = new Api(userId);
    const store = new Store(api, await api.snapshot(), channelId);
    store.connect();
    await store.show(store.channelId);
    return store;
  }

  get me(): User {
    return this.snapshot.me;
  }

  get guild(): GuildView | undefined {
    return this.snapshot.guilds[0];
  }

  get channel(): Channel {
    return this.channelWith(this.channelId) ?? this.snapshot.directChannel;
  }

  get isDirect(): boolean {
    return this.channelId === this.snapshot.directChannel.id;
  }

  get messages(): readonly Message[] {
    return this.book.of(this.channelId);
  }

  /** The time of the local Discord. */
  now(): number {
    return Date.now() + this.aheadMs;
  }

  setNow(nowMs: number): void {
    this.aheadMs = nowMs - Date.now();
  }

  channelWith(id: string): Channel | undefined {
    return this.guild?.channels.find((channel) => channel.id === id);
  }

  /** Opens a channel or the conversation with the bot. */
  async show(channelId: string): Promise<void> {
    this.channelId = channelId;
    this.book.read(channelId);
    this.commands = [];
    this.changed();
    const [messages, commands] = await Promise.all([
      this.book.isLoaded(channelId) ? null : this.api.messages(channelId),
      this.api.commands(channelId),
    ]);
    if (messages !== null) this.book.fill(channelId, messages);
    if (this.channelId === channelId) this.commands = commands;
    this.changed();
  }

  /** One render for all changes of a moment. */
  changed(): void {
    if (this.isChangeDue) return;
    this.isChangeDue = true;
    queueMicrotask(() => {
      this.isChangeDue = false;
      this.dispatchEvent(new Event('change'));
    });
  }

  private connect(): void {
    let isFirst = true;
    const open = (): void => {
      this.api.listen(
        (event) => {
          if ((event as { type: string }).type === 'ready') void this.connected(isFirst);
          else this.hear(event);
          isFirst = false;
        },
        () => {
          this.isConnected = false;
          this.changed();
          setTimeout(open, RETRY_MS);
        },
      );
    };
    open();
  }

  /** After a break everything is asked anew. */
  private async connected(isFirst: boolean): Promise<void> {
    this.isConnected = true;
    this.wire = (await this.api.wire()).entries.slice(-WIRE_KEPT);
    if (!isFirst) {
      this.book.forget();
      await this.refresh();
      await this.show(this.channelId);
    }
    this.changed();
  }

  private hear(event: MemberEvent): void {
    switch (event.type) {
      case 'message-created':
      case 'message-updated':
        this.book.put(event.message as Message, {
          isOpen: event.channelId === this.channelId,
          me: this.me.id,
        });
        break;
      case 'message-deleted':
        this.book.drop(event.message as Message);
        break;
      case 'world-changed':
        clearTimeout(this.snapshotTimer);
        this.snapshotTimer = window.setTimeout(() => void this.refresh(), SNAPSHOT_PAUSE_MS);
        return;
      case 'presence':
        this.setPresence(event);
        break;
      case 'clock':
        this.setNow(event.nowMs);
        this.dispatchEvent(new Event('tick'));
        break;
      case 'wire':
        this.wire = [...this.wire.slice(1 - WIRE_KEPT), event.entry];
        break;
      case 'interaction':
        return;
    }
    this.changed();
  }

  private setPresence({ userId, presence }: Extract<MemberEvent, { type: 'presence' }>): void {
    const member = this.guild?.members.find(({ user }) => user.id === userId);
    if (member !== undefined) member.presence = presence;
  }

  private async refresh(): Promise<void> {
    this.snapshot = await this.api.snapshot();
    if (!this.isDirect && this.channelWith(this.channelId) === undefined) {
      await this.show(this.guild?.channels[0]?.id ?? this.snapshot.directChannel.id);
    }
    this.commands = await this.api.commands(this.channelId);
    this.changed();
  }
}
