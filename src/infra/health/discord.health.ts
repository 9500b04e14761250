import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { DiscordGateway } from '../discord/index.js';

/** The session at Discord's gateway; its heartbeats are round trips, and a missed one takes it down. */
@Injectable()
export class DiscordHealth {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly gateway: DiscordGateway,
  ) {}

  check<Key extends string>(key: Key) {
    const indicator = this.indicators.check(key);
    if (!this.gateway.isReady) return indicator.down('no session');
    const heartbeatMs = this.gateway.heartbeatMs;
    return indicator.up(heartbeatMs === undefined ? undefined : { heartbeatMs });
  }
}
