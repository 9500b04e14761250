import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { Database } from '../../../infra/database/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { AllowlistClosedError, AllowlistNotFoundError } from '../allowlists.errors.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { REFUND_ENTRIES } from '../entries/refund-entries.effect.js';
import type { AllowlistStatus } from '../schemas/allowlist-connection.schema.js';

/** Once the list is frozen nothing is cancelled any more. */
const CANCELLABLE: readonly AllowlistStatus[] = ['draft', 'scheduled', 'active', 'paused', 'closing'];
const CLOSABLE: readonly AllowlistStatus[] = ['active', 'paused'];

/** What ends an allowlist. */
@Injectable()
export class AllowlistLifecycle {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly outbox: Outbox,
    private readonly database: Database,
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
    await this.allowlists.transition(guildId, connectionId, CLOSABLE, 'closing');
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
      const cancelled = await this.allowlists.transition(guildId, connectionId, CANCELLABLE, 'cancelled');
      if (cancelled === null) throw new AllowlistClosedError();
      await this.outbox.add(REFUND_ENTRIES, `${REFUND_ENTRIES}/${connectionId}`, { connectionId });
    });
  }

  private async require(guildId: string, connectionId: string): Promise<void> {
    const found = await this.allowlists.find(guildId, connectionId);
    if (found === null) throw new AllowlistNotFoundError();
  }
}
