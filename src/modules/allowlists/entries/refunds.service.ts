import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/index.js';
import { REFUND_ENTRIES } from './refund-entries.effect.js';

/** Gives back what was paid for the entries of an allowlist that is cancelled. */
@Injectable()
export class Refunds {
  constructor(private readonly outbox: Outbox) {}

  /** Call it in the transaction that cancels: what was paid is given back as an effect, also after a crash. */
  order(connectionId: string): Promise<void> {
    return this.outbox.add(REFUND_ENTRIES, `${REFUND_ENTRIES}/${connectionId}`, { connectionId });
  }
}
