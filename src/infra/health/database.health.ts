import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { within } from '../../kernel/within.js';
import { Database } from '../database/index.js';

const DEADLINE_MS = 1_500;

/** A round trip to MongoDB: a connection that is open need not answer. */
@Injectable()
export class DatabaseHealth {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly database: Database,
  ) {}

  async check<Key extends string>(key: Key) {
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
      ? indicator.up({ roundTripMs })
      : indicator.down({ reason: 'starting', roundTripMs });
  }
}
