import { LRUCache } from 'lru-cache';
import type { mongo } from 'mongoose';
import { MINUTE_MS } from '../../kernel/clock.js';
import type { Metrics } from '../observability/index.js';
import { type ChangeFeed, STALE_LIMIT_MS } from './change-feed.js';
import type { FollowedCollection } from './followed-changes.js';
import type { SharedEntries, SharedEntry } from './shared-entries.js';

/** Bounds what no change tells of, such as a write that a failover took back. */
const LIFE_MS = MINUTE_MS;

export interface CacheOptions extends FollowedCollection {
  /** Labels metrics. */
  readonly name: string;
  readonly maxEntries: number;
  /** Of the form of the values: a new form needs a new number, or older processes would share theirs. */
  readonly version: number;
  /** Whose value a change may have altered; everything is dropped when it can't be told. */
  keyOf(change: mongo.ChangeStreamDocument): string | undefined;
}

interface Flight<Value> {
  readonly startedAtMs: number;
  readonly value: Promise<Value | null>;
}

/**
 * Values of rows that are read often and seldom change. What is given is at most a second behind the
 * database: a value lives for a minute while changes are heard, else for a second. Values are shared by
 * their readers, who must not alter them. That there is none is not kept.
 */
export class Cache<Value extends object> {
  private readonly entries: LRUCache<string, SharedEntry<Value>>;
  private readonly flights = new Map<string, Flight<Value>>();
  /** Redis may still have what was dropped without a key. */
  private sharedSince = -Infinity;

  constructor(
    private readonly options: CacheOptions,
    private readonly feed: ChangeFeed,
    private readonly shared: SharedEntries<Value>,
    private readonly metrics: Metrics,
  ) {
    this.entries = new LRUCache({ max: options.maxEntries });
    feed.register({ ...options, onChange: (change) => this.onChange(change) });
  }

  /**
   * The value of a key, by `load` when it is not kept; readers at the same moment share one load.
   *
   * @throws what `load` throws, which is not kept
   */
  get(key: string, load: () => Promise<Value | null>): Promise<Value | null> {
    const nowMs = performance.now();
    const kept = this.entries.get(key);
    if (kept !== undefined && this.isFresh(kept.readAtMs, nowMs)) {
      this.count('memory');
      return Promise.resolve(kept.value);
    }
    const under = this.flights.get(key);
    if (under !== undefined && nowMs - under.startedAtMs < STALE_LIMIT_MS) return under.value;
    const isCurrent = (): boolean => this.flights.get(key) === flight;
    const flight = { startedAtMs: nowMs, value: this.fetch(key, nowMs, load, isCurrent) };
    this.flights.set(key, flight);
    const land = (): void => {
      if (isCurrent()) this.flights.delete(key);
    };
    flight.value.then(land, land);
    return flight.value;
  }

  /**
   * For who has just written: the next reader here reads anew. Loads under way serve those who wait for
   * them and nobody else. Other processes hear of the change by themselves.
   */
  async drop(key: string): Promise<void> {
    // First there, or it could come back from there.
    await this.shared.drop(key);
    this.entries.delete(key);
    this.flights.delete(key);
    this.metrics.cacheInvalidations.inc({ cache: this.options.name });
  }

  private async onChange(change: mongo.ChangeStreamDocument): Promise<void> {
    const key = this.options.keyOf(change);
    if (key === undefined) this.dropAll();
    else await this.drop(key);
  }

  private dropAll(): void {
    this.sharedSince = performance.now();
    this.entries.clear();
    this.flights.clear();
    this.metrics.cacheInvalidations.inc({ cache: this.options.name });
  }

  /** Keeps what it finds, unless it was overtaken: by a change, or by a newer load. */
  private async fetch(
    key: string,
    startedAtMs: number,
    load: () => Promise<Value | null>,
    isCurrent: () => boolean,
  ): Promise<Value | null> {
    const found = await this.findShared(key);
    if (found !== undefined) {
      this.count('redis');
      if (isCurrent()) this.entries.set(key, found);
      return found.value;
    }
    this.count('miss');
    const value = await load();
    if (value === null || !isCurrent()) return value;
    this.entries.set(key, { value, readAtMs: startedAtMs });
    if (this.feed.covers(startedAtMs)) void this.shared.keep(key, value, startedAtMs);
    return value;
  }

  /** Only what is as good as if it had been read here. */
  private async findShared(key: string): Promise<SharedEntry<Value> | undefined> {
    const nowMs = performance.now();
    if (!this.feed.covers(nowMs)) return undefined;
    const found = await this.shared.find(key);
    const isGood =
      found !== undefined && found.readAtMs >= this.sharedSince && this.isFresh(found.readAtMs, nowMs);
    return isGood ? found : undefined;
  }

  private isFresh(readAtMs: number, nowMs: number): boolean {
    const ageMs = nowMs - readAtMs;
    return ageMs < STALE_LIMIT_MS || (ageMs < LIFE_MS && this.feed.covers(readAtMs));
  }

  private count(outcome: 'memory' | 'redis' | 'miss'): void {
    this.metrics.cacheRequests.inc({ cache: this.options.name, outcome });
  }
}
