import { randomBytes } from 'node:crypto';
import { type WebSocket } from 'ws';
import { numberOf, textOf, textsOf, type JsonObject } from '../json.ts';
import { type Member, type WorldEvent } from '../model.ts';
import { CloseCode, Intent, KNOWN_INTENTS, Opcode, PRIVILEGED_INTENTS } from '../wire.ts';
import { type World } from '../world.ts';
import { dispatchData, guildCreate } from './audience.ts';
import { Connection, type ConnectionHandlers } from './connection.ts';
import { type IdentifyLimit } from './identify-limit.ts';
import { Session } from './session.ts';

export interface GatewayOptions {
  readonly token: string;
  readonly applicationId: string;
  /** Bits that the application was granted in the developer portal. */
  readonly privilegedIntents: number;
  readonly heartbeatMs: number;
  readonly resumeUrl: () => string;
  readonly notImplemented: (what: string) => void;
  readonly limit: IdentifyLimit;
  /** Called when a session came, came back or lost its connection. */
  readonly changed: () => void;
}

/** Discord's gateway for one application. */
export class Gateway implements ConnectionHandlers {
  private readonly world: World;
  private readonly options: GatewayOptions;
  private readonly connections = new Set<Connection>();
  private readonly sessions = new Map<string, Session>();

  constructor(world: World, options: GatewayOptions) {
    this.world = world;
    this.options = options;
    world.on((event) => {
      this.publish(event);
    });
  }

  /** Sessions with a living connection. */
  get connected(): number {
    return [...this.sessions.values()].filter((session) => session.socket !== null).length;
  }

  accept(socket: WebSocket): void {
    this.connections.add(new Connection(socket, this, this.options.heartbeatMs));
  }

  /** Closes every connection; without a code as a broken line does. */
  dropAll(code?: number): void {
    for (const { socket } of this.connections) {
      if (code === undefined) socket.terminate();
      else socket.close(code);
    }
  }

  /** Op 7: asks every client to reconnect and resume. */
  reconnectAll(): void {
    for (const connection of this.connections) connection.send(Opcode.Reconnect);
  }

  /** Op 9: ends every session, or asks to resume it; either way the connection has none until it answers. */
  invalidateAll(isResumable: boolean): void {
    for (const connection of this.connections) {
      const { session } = connection;
      connection.session = null;
      if (session !== null) session.socket = null;
      if (session !== null && !isResumable) this.sessions.delete(session.id);
      connection.send(Opcode.InvalidSession, isResumable);
    }
  }

  /** Delivers to every session of the shard; `false` when there is none, not even one that may resume. */
  dispatch(name: string, guildId: string | null, data: object): boolean {
    const sessions = [...this.sessions.values()].filter((session) => session.owns(guildId));
    if (sessions.length === 0) return false;
    const json = JSON.stringify(data);
    for (const session of sessions) session.dispatch(name, json);
    return true;
  }

  identify(connection: Connection, data: JsonObject): void {
    const intents = numberOf(data.intents);
    const shard = shardOf(data.shard);
    if (connection.session !== null)
      connection.close(CloseCode.AlreadyAuthenticated, 'Already authenticated.');
    else if (data.token !== this.options.token)
      connection.close(CloseCode.AuthenticationFailed, 'Authentication failed.');
    else if (shard === undefined) connection.close(CloseCode.InvalidShard, 'Invalid shard.');
    else if (intents === undefined || (intents & ~KNOWN_INTENTS) !== 0)
      connection.close(CloseCode.InvalidIntents, 'Invalid intent(s).');
    else if ((intents & PRIVILEGED_INTENTS & ~this.options.privilegedIntents) !== 0) {
      connection.close(CloseCode.DisallowedIntents, 'Disallowed intent(s).');
    } else if (!this.options.limit.take(shard[0])) connection.send(Opcode.InvalidSession, false);
    else this.start(connection, { intents, shard, largeThreshold: numberOf(data.large_threshold) ?? 50 });
  }

  resume(connection: Connection, data: JsonObject): void {
    if (connection.session !== null) {
      connection.close(CloseCode.AlreadyAuthenticated, 'Already authenticated.');
      return;
    }
    if (data.token !== this.options.token) {
      connection.close(CloseCode.AuthenticationFailed, 'Authentication failed.');
      return;
    }
    const session = this.sessions.get(textOf(data.session_id) ?? '');
    const sequence = numberOf(data.seq) ?? 0;
    if (session !== undefined && sequence > session.sequence) {
      connection.close(CloseCode.InvalidSequence, 'Invalid seq.');
      return;
    }
    session?.socket?.close(CloseCode.UnknownError); // the line that this one replaces
    if (session !== undefined) session.socket = connection.socket;
    if (session?.replay(sequence) === true) {
      connection.session = session;
      session.dispatch('RESUMED', '{}');
      this.options.changed();
      return;
    }
    if (session !== undefined) this.sessions.delete(session.id);
    connection.send(Opcode.InvalidSession, false);
  }

  requestMembers(session: Session, data: JsonObject): void {
    const guild = this.world.guilds.get(textOf(data.guild_id) ?? '');
    if (guild === undefined) return;
    const userIds = typeof data.user_ids === 'string' ? [data.user_ids] : textsOf(data.user_ids);
    const query = textOf(data.query)?.toLowerCase();
    const limit = numberOf(data.limit) ?? 0;
    let members: Member[] = [];
    if (userIds.length > 0)
      members = [...guild.members.values()].filter(({ user }) => userIds.includes(user.id));
    else if (query !== undefined && (limit > 0 || session.wants(Intent.GuildMembers))) {
      members = [...guild.members.values()].filter(({ user }) =>
        user.username.toLowerCase().startsWith(query),
      );
      if (limit > 0) members = members.slice(0, limit);
    }
    const body = {
      guild_id: guild.id,
      members,
      chunk_index: 0,
      chunk_count: 1,
      not_found: userIds.filter((id) => !guild.members.has(id)),
      ...(typeof data.nonce === 'string' && { nonce: data.nonce }),
    };
    session.dispatch('GUILD_MEMBERS_CHUNK', JSON.stringify(body));
  }

  notImplemented(what: string): void {
    this.options.notImplemented(what);
  }

  /** A client that closes with 1000 or 1001 ends its session; every other end leaves it to be resumed. */
  closed(connection: Connection, code: number): void {
    this.connections.delete(connection);
    const { session } = connection;
    if (session?.socket !== connection.socket) return;
    session.socket = null;
    if (code === 1000 || code === 1001) this.sessions.delete(session.id);
    this.options.changed();
  }

  private start(
    connection: Connection,
    identify: { intents: number; shard: readonly [number, number]; largeThreshold: number },
  ): void {
    const session = new Session(randomBytes(16).toString('hex'), connection.socket, identify);
    connection.session = session;
    this.sessions.set(session.id, session);
    const guilds = [...this.world.guilds.values()].filter(
      ({ id, members }) => members.has(this.world.bot.id) && session.owns(id),
    );
    const ready = {
      v: 10,
      user: { ...this.world.bot, mfa_enabled: true, verified: true, email: null, flags: 0 },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.options.resumeUrl(),
      shard: [session.shardId, session.shardCount],
      application: { id: this.options.applicationId, flags: 0 },
    };
    session.dispatch('READY', JSON.stringify(ready));
    this.options.changed();
    if (!session.wants(Intent.Guilds)) return;
    for (const { id } of guilds)
      session.dispatch('GUILD_CREATE', JSON.stringify(guildCreate(this.world, session, id)));
  }

  private publish(event: WorldEvent): void {
    for (const session of this.sessions.values()) {
      const data = dispatchData(this.world, session, event);
      if (data !== null) session.dispatch(event.name, JSON.stringify(data));
    }
  }
}

function shardOf(value: unknown): readonly [number, number] | undefined {
  if (value === undefined) return [0, 1];
  if (!Array.isArray(value)) return undefined;
  const [id, count] = value as [unknown, unknown];
  if (typeof id !== 'number' || typeof count !== 'number') return undefined;
  return Number.isInteger(id) && id >= 0 && id < count ? [id, count] : undefined;
}
