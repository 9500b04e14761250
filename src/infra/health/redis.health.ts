import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { RedisLink } from '../redis/index.js';

/** A round trip to Redis. Never down: without it everything is slower at most. */
@Injectable()
export class RedisHealth {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly redis: RedisLink,
  ) {}

  get isConfigured(): boolean {
    return this.redis.isConfigured;
  }

  async check<Key extends string>(key: Key) {
    const indicator = this.indicators.check(key);
    const startedAt = performance.now();
    if (!(await this.redis.ping())) return indicator.up({ isDegraded: true, reason: 'does not answer' });
    return indicator.up({ roundTripMs: Math.round(performance.now() - startedAt) });
  }
}
