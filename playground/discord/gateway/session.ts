import { type WebSocket } from 'ws';
import { Opcode } from '../wire.ts';

/** How many dispatches a client may miss and still resume. */
const REPLAYED_MAX = 2_000;

/** What survives a connection: the dispatches of one identified shard. */
export class Session {
  readonly id: string;
  readonly intents: number;
  readonly shardId: number;
  readonly shardCount: number;
  readonly largeThreshold: number;
  socket: WebSocket | null;
  sequence = 0;
  private readonly frames: string[] = [];

  constructor(
    id: string,
    socket: WebSocket,
    identify: { intents: number; shard: readonly [number, number]; largeThreshold: number },
  ) {
    this.id = id;
    this.socket = socket;
    this.intents = identify.intents;
    [this.shardId, this.shardCount] = identify.shard;
    this.largeThreshold = identify.largeThreshold;
  }

  wants(intent: number): boolean {
    return (this.intents & intent) !== 0;
  }

  /** Direct messages and everything else without a guild come on shard 0. */
  owns(guildId: string | null): boolean {
    if (guildId === null) return this.shardId === 0;
    return (
      this.shardCount === 1 || Number((BigInt(guildId) >> 22n) % BigInt(this.shardCount)) === this.shardId
    );
  }

  /** Sent at once when connected, else kept for the resume. */
  dispatch(name: string, json: string): void {
    this.sequence += 1;
    const frame = `{"op":${Opcode.Dispatch},"s":${this.sequence},"t":"${name}","d":${json}}`;
    this.frames.push(frame);
    if (this.frames.length > 2 * REPLAYED_MAX) this.frames.splice(0, REPLAYED_MAX);
    this.socket?.send(frame);
  }

  /** Sends what came after `sequence`; `false` when that is not known any more. */
  replay(sequence: number): boolean {
    const missed = this.sequence - sequence;
    if (missed < 0 || missed > this.frames.length) return false;
    for (const frame of this.frames.slice(this.frames.length - missed)) this.socket?.send(frame);
    return true;
  }
}
