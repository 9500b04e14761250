import { Injectable } from '@nestjs/common';
import type { Connection, mongo } from 'mongoose';
import { DatabaseConfig } from '../../../config/database.config.js';
import { Clock } from '../../../kernel/clock.js';
import { Metrics } from '../../observability/index.js';
import { Collections } from '../schema/index.js';
import { OperationMetrics } from './operation-metrics.js';
import { PoolMetrics } from './pool-metrics.js';
import { type SlowShape, SlowQueryLog } from './slow-query-log.js';

/** Watches calls and connections, as metrics and as a log of slow commands; does nothing where it is switched off. */
@Injectable()
export class DatabaseMonitor {
  readonly isOn: boolean;
  private readonly operations: OperationMetrics;
  private readonly pool: PoolMetrics;
  private readonly slow: SlowQueryLog;

  constructor(config: DatabaseConfig, collections: Collections, metrics: Metrics, clock: Clock) {
    this.isOn = config.isEnhanced;
    this.slow = new SlowQueryLog(config.slowQueryMs, metrics, clock);
    this.pool = new PoolMetrics(metrics);
    const names = new Set(collections.all.map(({ name }) => name));
    this.operations = new OperationMetrics(metrics, names, (ended) => {
      this.slow.note(ended);
    });
  }

  /** Once. */
  watchCalls(connection: Connection): void {
    if (!this.isOn) return;
    this.operations.watch(connection);
    this.slow.watch(() => connection.db);
  }

  /** With each client, before it connects; it takes the place of the one before. */
  watchPool(client: mongo.MongoClient): void {
    if (this.isOn) this.pool.watch(client);
  }

  stop(): void {
    this.slow.stop();
  }

  /** The last hundred shapes of commands that were slow, the slowest first. */
  get slowest(): SlowShape[] {
    return this.slow.slowest;
  }

  /** The longest wait for a connection among the last hundred; 0 where it is switched off. */
  get longestWaitMs(): number {
    return this.pool.longestWaitMs;
  }
}
