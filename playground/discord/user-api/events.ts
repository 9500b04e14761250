import { type WebSocket } from 'ws';
import { type Interaction, type Reply } from '../interactions/interaction.ts';
import { type Presence, type WorldEvent } from '../model.ts';
import { type WireEntry, type WireLog } from '../wire-log.ts';
import { type World } from '../world.ts';
import { answerOf, canSee, messageView, type Answer } from './views.ts';

/** What a member's screen is told; the name says what changed. */
export type MemberEvent =
  | {
      readonly type: `message-${'created' | 'updated' | 'deleted'}`;
      readonly channelId: string;
      readonly message: object;
    }
  | { readonly type: 'world-changed'; readonly name: string; readonly guildId: string | null }
  | { readonly type: 'interaction'; readonly answer: Answer }
  | { readonly type: 'presence'; readonly userId: string; readonly presence: Presence }
  | { readonly type: 'clock'; readonly nowMs: number }
  | { readonly type: 'wire'; readonly entry: WireEntry };

const messageEvents = {
  MESSAGE_CREATE: 'message-created',
  MESSAGE_UPDATE: 'message-updated',
  MESSAGE_REACTION_ADD: 'message-updated',
  MESSAGE_REACTION_REMOVE: 'message-updated',
  MESSAGE_REACTION_REMOVE_ALL: 'message-updated',
  MESSAGE_REACTION_REMOVE_EMOJI: 'message-updated',
  MESSAGE_DELETE: 'message-deleted',
} as const;

/** The event sockets of the members; each is told what that member sees, ephemeral messages included. */
export class MemberEvents {
  private readonly world: World;
  private readonly sockets = new Map<string, Set<WebSocket>>();
  private readonly windows = new Set<WebSocket>();

  constructor(world: World, wire: WireLog) {
    this.world = world;
    wire.on((entry) => {
      this.tellWindows({ type: 'wire', entry });
    });
    world.clock.onMove(() => {
      this.tellWindows({ type: 'clock', nowMs: world.clock.now() });
    });
    world.on((event) => {
      if (this.sockets.size > 0) this.publish(event);
    });
  }

  /** @param isWindow a window of the page, which is also told of presence, the clock and the wire */
  accept(userId: string, socket: WebSocket, isWindow = false): void {
    const sockets = this.sockets.get(userId) ?? new Set();
    this.sockets.set(userId, sockets.add(socket));
    if (isWindow) this.windows.add(socket);
    if (sockets.size === 1) this.tellPresence(userId);
    socket.on('close', () => {
      sockets.delete(socket);
      this.windows.delete(socket);
      if (sockets.size > 0) return;
      this.sockets.delete(userId);
      this.tellPresence(userId);
    });
    socket.on('error', () => {
      socket.terminate();
    });
    socket.send(JSON.stringify({ type: 'ready' }));
  }

  /** Who has a window open is online, and so is a bot; the others keep what they were given. */
  presenceOf(userId: string): Presence {
    const account = this.world.account(userId);
    return account.user.bot || this.sockets.has(userId) ? 'online' : account.presence;
  }

  /** Only the member who acted is told. */
  tellOfAnswer(interaction: Interaction, reply: Reply): void {
    this.send(interaction.user.id, { type: 'interaction', answer: answerOf(interaction, reply) });
  }

  /** Presence is for the windows of the page; scripts that listen aren't told. */
  private tellPresence(userId: string): void {
    this.tellWindows({ type: 'presence', userId, presence: this.presenceOf(userId) });
  }

  private tellWindows(event: MemberEvent): void {
    if (this.windows.size === 0) return;
    const json = JSON.stringify(event);
    for (const socket of this.windows) socket.send(json);
  }

  private publish(event: WorldEvent): void {
    for (const userId of this.sockets.keys()) {
      const told = this.eventFor(userId, event);
      if (told !== null) this.send(userId, told);
    }
  }

  private eventFor(userId: string, event: WorldEvent): MemberEvent | null {
    const { message, name, guildId } = event;
    if (message !== undefined && isMessageEvent(name)) {
      if (!canSee(this.world, message, userId)) return null;
      return {
        type: messageEvents[name],
        channelId: message.wire.channel_id,
        message: messageView(message, userId),
      };
    }
    const isInGuild = guildId !== null && this.world.guilds.get(guildId)?.members.has(userId) === true;
    return isInGuild ? { type: 'world-changed', name, guildId } : null;
  }

  private send(userId: string, event: MemberEvent): void {
    const sockets = this.sockets.get(userId);
    if (sockets === undefined) return;
    const json = JSON.stringify(event);
    for (const socket of sockets) socket.send(json);
  }
}

function isMessageEvent(name: string): name is keyof typeof messageEvents {
  return name in messageEvents;
}
