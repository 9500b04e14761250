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
  /** Set before `open` resolves. */
  snapshot!: Snapshot;
  channelId: string;
  /** The server that is open, also behind the conversation with the bot. */
  private guildId = '';
  commands: VisibleCommand[] = [];
  wire: WireEntry[] = [];
  isConnected = false;
  /** Events that came while something was asked. */
  private readonly held: MemberEvent[] = [];
  private asked = 0;
  private aheadMs = 0;
  private snapshotTimer = 0;
  private isChangeDue = false;

  private constructor(api: Api, channelId: string) {
    super();
    this.api = api;
    this.channelId = channelId;
  }

  static async open(userId: string, channelId = ''): Promise<Store> {
    const store = new Store(new Api(userId), channelId);
    await store.asking(() => store.connect());
    return store;
  }

  get me(): User {
    return this.snapshot.me;
  }

  get guild(): GuildView | undefined {
    const { guilds } = this.snapshot;
    return guilds.find(({ id }) => id === this.guildId) ?? guilds[0];
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
    return this.snapshot.guilds.flatMap(({ channels }) => channels).find((channel) => channel.id === id);
  }

  /** Opens a channel or the conversation with the bot. */
  async show(channelId: string): Promise<void> {
    this.channelId = channelId;
    this.guildId = this.channelWith(channelId)?.guild_id ?? this.guildId;
    this.book.read(channelId);
    this.commands = [];
    this.changed();
    await this.asking(async () => {
      const [messages, commands] = await Promise.all([
        this.book.isLoaded(channelId) ? null : this.api.messages(channelId),
        this.api.commands(channelId),
      ]);
      if (messages !== null) this.book.fill(channelId, messages);
      if (this.channelId === channelId) this.commands = commands;
    });
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

  /** Resolves once everything is there; after a break all is asked anew. */
  private connect(): Promise<void> {
    return new Promise((resolve) => {
      const open = (): void => {
        const socket = this.api.listen(
          (event) => {
            if (event.type !== 'ready') this.hear(event);
            // What can't be loaded now is tried again with the next socket.
            else
              this.load().then(resolve, () => {
                socket.close();
              });
          },
          () => {
            this.isConnected = false;
            this.changed();
            setTimeout(open, RETRY_MS);
          },
        );
      };
      open();
    });
  }

  /** Asked only once the socket stands: from here on nothing happens unheard. */
  private async load(): Promise<void> {
    await this.asking(async () => {
      const [snapshot, { entries }] = await Promise.all([this.api.snapshot(), this.api.wire()]);
      this.take(snapshot);
      this.wire = entries.slice(-WIRE_KEPT);
      this.book.forget();
      await this.show(this.channelId);
    });
    this.isConnected = true;
    this.changed();
  }

  /** An answer may be older or newer than what is told meanwhile: that waits, and is then heard in its order. */
  private async asking(act: () => Promise<void>): Promise<void> {
    this.asked += 1;
    try {
      await act();
    } finally {
      this.asked -= 1;
      if (this.asked === 0) for (const event of this.held.splice(0)) this.hear(event);
    }
  }

  private take(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    this.setNow(snapshot.nowMs);
    if (this.isDirect || this.channelWith(this.channelId) !== undefined) return;
    this.channelId = this.guild?.channels[0]?.id ?? snapshot.directChannel.id;
  }

  private hear(event: MemberEvent): void {
    if (this.asked > 0) {
      this.held.push(event);
      return;
    }
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
        if (event.entry.number > (this.wire.at(-1)?.number ?? 0))
          this.wire = [...this.wire.slice(1 - WIRE_KEPT), event.entry];
        break;
      case 'interaction':
        return;
    }
    this.changed();
  }

  private setPresence({ userId, presence }: Extract<MemberEvent, { type: 'presence' }>): void {
    for (const { members } of this.snapshot.guilds)
      for (const member of members) if (member.user.id === userId) member.presence = presence;
  }

  /** Asks for everything that is around the messages anew. */
  async refresh(): Promise<void> {
    const before = this.channelId;
    this.take(await this.api.snapshot());
    if (this.channelId !== before) await this.show(this.channelId);
    else this.commands = await this.api.commands(before);
    this.changed();
  }
}
