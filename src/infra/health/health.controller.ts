import { Controller, Get } from '@nestjs/common';
import { HealthCheck, type HealthCheckResult, HealthCheckService } from '@nestjs/terminus';
import { AppConfig } from '../../config/app.config.js';
import { DatabaseHealth } from './database.health.js';
import { DiscordHealth } from './discord.health.js';
import { Lifecycle } from './lifecycle.js';
import { RedisHealth } from './redis.health.js';

/**
 * Probes. Live: the event loop turns. Ready: this process can serve. `/health`: everything, with
 * durations. Each check is a round trip with a deadline, so a probe always answers within 2 s.
 */
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: DatabaseHealth,
    private readonly discord: DiscordHealth,
    private readonly redis: RedisHealth,
    private readonly lifecycle: Lifecycle,
    private readonly app: AppConfig,
  ) {}

  @Get()
  @HealthCheck()
  all(): Promise<HealthCheckResult> {
    const redis = this.redis.isConfigured ? [() => this.redis.check('redis')] : [];
    return this.health.check([
      () => this.database.checkInDetail('mongodb'),
      () => this.discord.check('discord'),
      ...redis,
    ]);
  }

  /** Up once: settings, MongoDB and migrations. Discord may be away at a start. */
  @Get('startup')
  @HealthCheck()
  startup(): Promise<HealthCheckResult> {
    return this.health.check([() => this.database.check('mongodb')]);
  }

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The gateway session counts only where this process owns one. */
  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    const gateway = this.app.roles.has('gateway') ? [() => this.discord.check('discord')] : [];
    return this.health.check([
      () => this.lifecycle.check('lifecycle'),
      () => this.database.check('mongodb'),
      ...gateway,
    ]);
  }
}
