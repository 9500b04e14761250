import { Injectable, Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { RedisConfig } from '../../config/redis.config.js';
import { SECOND_MS } from '../../kernel/clock.js';
import { within } from '../../kernel/within.js';
import { Metrics } from '../observability/index.js';
import { Breaker } from './breaker.js';

/** Redis is not configured, away or slow: do it without. */
export const NO_ANSWER = Symbol('no answer');

/** Redis answers in less than a millisecond; who waits longer is faster without it. */
const ANSWER_LIMIT_MS = 150;
const CONNECT_LIMIT_MS = SECOND_MS;
/** A connection that says nothing for so long is made anew. */
const SILENCE_LIMIT_MS = 2 * SECOND_MS;
const LONGEST_RETRY_MS = 5 * SECOND_MS;

/**
 * The connection to Redis, made anew for ever. Redis is a help and never a need: every call ends soon,
 * with an answer or with `NO_ANSWER`, and none throws.
 */
@Injectable()
export class RedisLink {
  readonly isConfigured: boolean;
  private readonly logger = new Logger(RedisLink.name);
  private readonly breaker = new Breaker();
  private readonly redis: Redis | undefined;
  private isUp: boolean | undefined;
  private isStopping = false;

  constructor(
    config: RedisConfig,
    private readonly metrics: Metrics,
  ) {
    this.isConfigured = config.url !== undefined;
    if (config.url !== undefined) this.redis = this.client(config.url);
  }

  /** Returns at once. */
  start(): void {
    if (this.redis === undefined) return;
    this.metrics.redisUp.set(0);
    // A failure is an `error` event too, and the client tries again by itself.
    this.redis.connect().catch((err: unknown) => {
      this.noteDown(err);
    });
  }

  stop(): void {
    this.isStopping = true;
    this.redis?.disconnect();
  }

  /** From when on (`performance.now()`) no call was left without an answer; nothing while one was. */
  get answersSince(): number | undefined {
    return this.breaker.answersSince;
  }

  /** What `work` gives, within 150 ms. A call without an answer may still take effect later. */
  async ask<Result>(work: (redis: Redis) => Promise<Result>): Promise<Result | typeof NO_ANSWER> {
    const { redis } = this;
    if (redis?.status !== 'ready' || !this.breaker.mayAsk()) {
      this.breaker.skipped();
      return NO_ANSWER;
    }
    try {
      const result = await within(ANSWER_LIMIT_MS, work(redis));
      this.breaker.succeeded();
      this.noteUp();
      return result;
    } catch (err) {
      this.breaker.failed();
      if (!this.breaker.mayAsk()) this.noteDown(err);
      return NO_ANSWER;
    }
  }

  async ping(): Promise<boolean> {
    return (await this.ask((redis) => redis.ping())) !== NO_ANSWER;
  }

  private client(url: string): Redis {
    const redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      // What was not answered must not be done when the connection is back: it may be old by then.
      autoResendUnfulfilledCommands: false,
      connectTimeout: CONNECT_LIMIT_MS,
      commandTimeout: ANSWER_LIMIT_MS,
      socketTimeout: SILENCE_LIMIT_MS,
      retryStrategy: (tries) => Math.min(100 * 2 ** Math.min(tries, 10), LONGEST_RETRY_MS),
    });
    redis.on('error', (err) => {
      this.noteDown(err);
    });
    redis.on('close', () => {
      this.noteDown('the connection was closed');
    });
    // Asked, not assumed: a frozen Redis takes connections too.
    redis.on('ready', () => void this.ping());
    return redis;
  }

  private noteUp(): void {
    if (this.isUp === true) return;
    this.isUp = true;
    this.metrics.redisUp.set(1);
    this.logger.log({ msg: 'Redis answers' });
  }

  /** Once per change, however often it is tried. Only the reason: the errors carry commands and their values. */
  private noteDown(reason: unknown): void {
    if (this.isUp === false || this.isStopping) return;
    this.isUp = false;
    this.metrics.redisUp.set(0);
    const why = reason instanceof Error ? reason.message : String(reason);
    this.logger.warn({ msg: 'Redis does not answer; everything goes on without it', reason: why });
  }
}
