import type { mongo } from 'mongoose';
import { SECOND_MS } from '../../../kernel/clock.js';
import type { Metrics } from '../../observability/index.js';

const KEPT_WAITS = 100;

/** Connections of the pools of one client, and how long calls wait for one. */
export class PoolMetrics {
  private readonly waitsMs: number[] = [];

  constructor(private readonly metrics: Metrics) {}

  /** Before it connects, so that no connection is missed; the client that it replaces counts no more. */
  watch(client: mongo.MongoClient): void {
    const pool = { open: 0, inUse: 0, waiting: 0 };
    this.metrics.databasePool = pool;
    client.on('connectionCreated', () => (pool.open += 1));
    client.on('connectionClosed', () => (pool.open -= 1));
    client.on('connectionCheckOutStarted', () => (pool.waiting += 1));
    client.on('connectionCheckedOut', ({ durationMS }) => {
      pool.waiting -= 1;
      pool.inUse += 1;
      this.waited(durationMS);
    });
    client.on('connectionCheckOutFailed', ({ reason, durationMS }) => {
      pool.waiting -= 1;
      this.waited(durationMS);
      this.metrics.databaseCheckOutFailures.inc({ reason: reason === 'timeout' ? 'timeout' : 'unavailable' });
    });
    client.on('connectionCheckedIn', () => (pool.inUse -= 1));
  }

  /** The longest of the last hundred waits for a connection. */
  get longestWaitMs(): number {
    return Math.max(0, ...this.waitsMs);
  }

  private waited(ms: number): void {
    this.metrics.databaseCheckOutSeconds.observe(ms / SECOND_MS);
    this.waitsMs.push(ms);
    if (this.waitsMs.length > KEPT_WAITS) this.waitsMs.shift();
  }
}
