import { type WebSocket } from 'ws';
import { type Interaction, type Reply } from '../interactions/interaction.ts';
import { type WorldEvent } from '../model.ts';
import { type World } from '../world.ts';
import { answerOf, canSee, type Answer } from './views.ts';

/** What a member's screen is told; the name says what changed. */
export type MemberEvent =
  | {
      readonly type: `message-${'created' | 'updated' | 'deleted'}`;
      readonly channelId: string;
      readonly message: object;
    }
  | { readonly type: 'world-changed'; readonly name: string; readonly guildId: string | null }
  | { readonly type: 'interaction'; readonly answer: Answer };

const messageEvents = {
  MESSAGE_CREATE: 'message-created',
  MESSAGE_UPDATE: 'message-updated',
  MESSAGE_REACTION_ADD: 'message-updated',
  MESSAGE_REACTION_REMOVE: 'message-updated',
  MESSAGE_DELETE: 'message-deleted',
} as const;

/** The event sockets of the members; each is told what that member sees, ephemeral messages included. */
export class MemberEvents {
  private readonly world: World;
  private readonly sockets = new Map<string, Set<WebSocket>>();

  constructor(world: World) {
    this.world = world;
    world.on((event) => {
      if (this.sockets.size > 0) this.publish(event);
    });
  }

  accept(userId: string, socket: WebSocket): void {
    const sockets = this.sockets.get(userId) ?? new Set();
    this.sockets.set(userId, sockets.add(socket));
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) this.sockets.delete(userId);
    });
    socket.on('error', () => {
      socket.terminate();
    });
    socket.send(JSON.stringify({ type: 'ready' }));
  }

  /** Only the member who acted is told. */
  tellOfAnswer(interaction: Interaction, reply: Reply): void {
    this.send(interaction.user.id, { type: 'interaction', answer: answerOf(interaction, reply) });
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
      return { type: messageEvents[name], channelId: message.wire.channel_id, message: message.wire };
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
