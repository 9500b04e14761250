import { type RawData, type WebSocket } from 'ws';
import { isObject, type JsonObject } from '../json.ts';
import { CloseCode, Opcode } from '../wire.ts';
import { type Session } from './session.ts';

const FRAME_BYTES_MAX = 4096;
const FRAMES_PER_MINUTE = 120;
const MINUTE_MS = 60_000;
/** A beat may be this much late before the connection counts as dead. */
const PATIENCE = 1.5;

/** What a connection asks its gateway; each answers by sending or closing. */
export interface ConnectionHandlers {
  identify(connection: Connection, data: JsonObject): void;
  resume(connection: Connection, data: JsonObject): void;
  requestMembers(session: Session, data: JsonObject): void;
  notImplemented(what: string): void;
  closed(connection: Connection, code: number): void;
}

/** One socket of a client: frames, heartbeats and their limits. Uses real time: a moved clock must not cut lines. */
export class Connection {
  readonly socket: WebSocket;
  session: Session | null = null;
  private readonly handlers: ConnectionHandlers;
  private readonly heartbeatMs: number;
  private watchdog: NodeJS.Timeout | undefined;
  private frames = 0;
  private minuteStartedAt = performance.now();

  constructor(socket: WebSocket, handlers: ConnectionHandlers, heartbeatMs: number) {
    this.socket = socket;
    this.handlers = handlers;
    this.heartbeatMs = heartbeatMs;
    socket.on('message', (data) => {
      this.receive(data);
    });
    socket.on('close', (code) => {
      clearTimeout(this.watchdog);
      handlers.closed(this, code);
    });
    socket.on('error', () => {
      socket.terminate(); // 'close' follows and tells the gateway
    });
    this.send(Opcode.Hello, { heartbeat_interval: heartbeatMs });
    this.watch();
  }

  send(op: number, data: unknown = null): void {
    this.socket.send(JSON.stringify({ op, d: data, s: null, t: null }));
  }

  close(code: number, reason = ''): void {
    this.socket.close(code, reason);
  }

  private watch(): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => {
      this.close(CloseCode.SessionTimedOut, 'Session timed out.');
    }, this.heartbeatMs * PATIENCE);
    this.watchdog.unref();
  }

  private receive(data: RawData): void {
    const bytes = Buffer.isBuffer(data)
      ? data
      : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)]);
    if (bytes.length > FRAME_BYTES_MAX) {
      this.close(CloseCode.DecodeError, 'Payload too large.');
      return;
    }
    if (this.isTooFast()) {
      this.close(CloseCode.RateLimited, 'You are being rate limited.');
      return;
    }
    const frame = parse(bytes.toString());
    if (frame === undefined || typeof frame.op !== 'number')
      this.close(CloseCode.DecodeError, 'Error while decoding payload.');
    else this.handle(frame.op, isObject(frame.d) ? frame.d : {});
  }

  private isTooFast(): boolean {
    const now = performance.now();
    if (now - this.minuteStartedAt > MINUTE_MS) {
      this.minuteStartedAt = now;
      this.frames = 0;
    }
    this.frames += 1;
    return this.frames > FRAMES_PER_MINUTE;
  }

  private handle(op: number, data: JsonObject): void {
    if (op === Opcode.Heartbeat) {
      this.watch();
      this.send(Opcode.HeartbeatAck);
    } else if (op === Opcode.Identify) this.handlers.identify(this, data);
    else if (op === Opcode.Resume) this.handlers.resume(this, data);
    else if (this.session === null) this.close(CloseCode.NotAuthenticated, 'Not authenticated.');
    else if (op === Opcode.RequestMembers) this.handlers.requestMembers(this.session, data);
    else if (op === Opcode.VoiceState) this.handlers.notImplemented('gateway op 4 (voice state)');
    else if (op !== Opcode.Presence) this.close(CloseCode.UnknownOpcode, 'Unknown opcode.');
  }
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // not JSON: the caller closes with 4002
  }
}
