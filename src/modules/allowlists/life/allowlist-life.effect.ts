import { Injectable } from '@nestjs/common';
import { DueEffect } from '../../../infra/jobs/index.js';
import { ALLOWLIST_LIFE, AllowlistClock } from './allowlist-clock.service.js';
import { AllowlistLivesRepository } from './allowlist-lives.repository.js';

/** Starts and ends allowlists when their time comes, also when that was while nothing ran. */
@Injectable()
export class AllowlistLifeEffect extends DueEffect {
  readonly name = ALLOWLIST_LIFE;

  constructor(
    private readonly lives: AllowlistLivesRepository,
    private readonly allowlistClock: AllowlistClock,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.lives.claim(now, until, limit);
  }

  override postpone(connectionId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.lives.postpone(connectionId, claimedUntil, until);
  }

  override run(connectionId: string): Promise<void> {
    return this.allowlistClock.turn(connectionId);
  }
}
