import { Injectable } from '@nestjs/common';
import { DueEffect } from '../../../infra/jobs/index.js';
import { HealthRepository } from './health.repository.js';
import { HealthService } from './health.service.js';

/** Each takes three requests to Discord, which members who wait need too; a worker looks once a second. */
const CHECKS_AT_ONCE = 4;

/** Checks linked servers in turns: each about once an hour, and soon after something changed there. */
@Injectable()
export class ServerHealthEffect extends DueEffect {
  readonly name = 'server-health';

  constructor(
    private readonly rows: HealthRepository,
    private readonly health: HealthService,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.rows.claimDue(now, until, Math.min(limit, CHECKS_AT_ONCE));
  }

  override postpone(mappingId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.rows.postpone(mappingId, claimedUntil, until);
  }

  override run(mappingId: string): Promise<void> {
    return this.health.check(mappingId);
  }
}
