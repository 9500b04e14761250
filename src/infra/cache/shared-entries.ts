import { mongo } from 'mongoose';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.js';
import { NO_ANSWER, type RedisLink } from '../redis/index.js';

const LIFE_MS = MINUTE_MS;
/** Longer than a read that began before a change can take to arrive here. */
const TOMBSTONE_MS = 3 * SECOND_MS;
const TOMBSTONE = '';
/** A value was read at most so long before Redis got it. */
const UNDER_WAY_MS = SECOND_MS;

export interface SharedEntry<Value> {
  readonly value: Value;
  /** In this process's `performance.now()`, rather too early than too late. */
  readonly readAtMs: number;
}

/**
 * The second level of a cache, in Redis: what other processes have read. Without Redis nothing is found
 * and nothing is kept.
 */
export class SharedEntries<Value> {
  /** @param prefix names database, cache and the form of its values */
  constructor(
    private readonly redis: RedisLink,
    private readonly prefix: () => string,
  ) {}

  /** A value that Redis got before its last failure here is not believed: a tombstone may have been lost. */
  async find(key: string): Promise<SharedEntry<Value> | undefined> {
    if (!this.redis.isConfigured) return undefined;
    const name = this.nameOf(key);
    // Together: the age must be that of this very value.
    const answer = await this.redis.ask((redis) => redis.multi().get(name).pttl(name).exec());
    if (answer === NO_ANSWER || answer === null) return undefined;
    const [text, leftMs] = answer.map(([, result]) => result);
    if (typeof text !== 'string' || text === TOMBSTONE || typeof leftMs !== 'number') return undefined;
    // By the clock of Redis alone, so that clocks of processes may differ.
    const readAtMs = performance.now() - (LIFE_MS - leftMs) - UNDER_WAY_MS;
    if (readAtMs < (this.redis.answersSince ?? Infinity)) return undefined;
    return { value: (mongo.BSON.EJSON.parse(text) as { value: Value }).value, readAtMs };
  }

  /** Does nothing for a read that took long, where there is a value already, and just after a change. */
  async keep(key: string, value: Value, readAtMs: number): Promise<void> {
    if (!this.redis.isConfigured || performance.now() - readAtMs > UNDER_WAY_MS / 2) return;
    const text = mongo.BSON.EJSON.stringify({ value });
    await this.redis.ask((redis) => redis.set(this.nameOf(key), text, 'PX', LIFE_MS, 'NX'));
  }

  async drop(key: string): Promise<void> {
    if (!this.redis.isConfigured) return;
    await this.redis.ask((redis) => redis.set(this.nameOf(key), TOMBSTONE, 'PX', TOMBSTONE_MS));
  }

  private nameOf(key: string): string {
    return `${this.prefix()}:${key}`;
  }
}
