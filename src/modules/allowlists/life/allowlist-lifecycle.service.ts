import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { Database } from '../../../infra/database/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AllowlistClosedError, AllowlistNotFoundError } from '../allowlists.errors.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { Refunds } from '../entries/refunds.service.js';
import { MOVE_RULES, sourcesOf } from './allowlist-life.rules.js';
import { AllowlistLivesRepository } from './allowlist-lives.repository.js';

/** What ends an allowlist, for whoever does it: nobody is asked, and nothing is audited. */
@Injectable()
export class AllowlistLifecycle {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly lives: AllowlistLivesRepository,
    private readonly refunds: Refunds,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Fixes which entries count. Two writes: nobody new is let in, then MongoDB stamps the moment. After a
   * crash between them the same call goes on.
   *
   * @returns the stamp; the list is read when the longest insert that was under way has ended
   * @throws AllowlistClosedError it is neither open nor closing
   */
  async close(guildId: string, connectionId: string): Promise<mongo.Timestamp> {
    await this.require(guildId, connectionId);
    const now = this.clock.now();
    await this.lives.transition(connectionId, { from: MOVE_RULES.end.from, to: 'closing', now });
    const closedSeq = await this.allowlists.close(connectionId);
    if (closedSeq === null) throw new AllowlistClosedError();
    return closedSeq;
  }

  /**
   * Cancels, and gives back what was paid for the entries that stand: as an effect, also after a crash.
   *
   * @throws AllowlistClosedError too late, or cancelled before
   */
  async cancel(guildId: string, connectionId: string): Promise<void> {
    await this.require(guildId, connectionId);
    await this.database.transaction(async () => {
      const move = { from: sourcesOf('cancelled'), to: 'cancelled', now: this.clock.now() } as const;
      if ((await this.lives.transition(connectionId, move)) === null) throw new AllowlistClosedError();
      await this.refunds.order(connectionId);
    });
  }

  private async require(guildId: string, connectionId: string): Promise<void> {
    const found = await this.allowlists.find(guildId, connectionId);
    if (found === null) throw new AllowlistNotFoundError();
  }
}
