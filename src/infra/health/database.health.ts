import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { within } from '../../kernel/within.js';
import { Database } from '../database/index.js';
import { DatabaseVitals } from '../database/monitoring/index.js';

const DEADLINE_MS = 1_500;

/** A round trip to MongoDB: a connection that is open need not answer. */
@Injectable()
export class DatabaseHealth {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly database: Database,
    private readonly vitals: DatabaseVitals,
  ) {}

  /** With what was last seen of the replica set; none of it takes the service down. */
  async checkInDetail<Key extends string>(key: Key) {
    return await this.check(key, this.details());
  }

  async check<Key extends string>(key: Key, details: object = {}) {
    const indicator = this.indicators.check(key);
    const startedAt = performance.now();
    try {
      await within(DEADLINE_MS, this.database.ping(DEADLINE_MS));
    } catch {
      // The reason may name hosts; it stands in the log of the connection, not in a probe.
      return indicator.down('does not answer');
    }
    const roundTripMs = Math.round(performance.now() - startedAt);
    return this.database.isReady
      ? indicator.up({ roundTripMs, ...details })
      : indicator.down({ reason: 'starting', roundTripMs, ...details });
  }

  /** Ids of keys stay in the log: whoever writes to the database could make them say anything. */
  private details(): object {
    const { unknownKeyIds, ...seen } = this.vitals.latest;
    return { ...seen, unknownKeys: unknownKeyIds.length };
  }
}
