import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS } from '../../kernel/clock.js';
import { DueRunner } from '../jobs/index.js';
import type { OutboxEffect, OutboxPayload } from './outbox-effect.js';
import { LONGEST_KEY } from './outbox-row.schema.js';
import { OutboxRepository } from './outbox.repository.js';

export const RUN_OUTBOX = 'outbox';

/** How long an effect is tried. */
const LIFE_MS = DAY_MS;
/** In characters of JSON: a payload names things, it doesn't carry them. */
const LONGEST_PAYLOAD = 2_000;

/** What events without a row of their own owe to the world. Done rows stay for 7 days, dead ones for ever. */
@Injectable()
export class Outbox {
  private readonly effects = new Map<string, OutboxEffect>();

  constructor(
    private readonly rows: OutboxRepository,
    private readonly runner: DueRunner,
    private readonly clock: Clock,
  ) {}

  /** Modules register their effects before the start; in every process, also in those that run none. */
  register(effect: OutboxEffect): void {
    if (this.effects.has(effect.kind)) throw new Error(`Two effects of the kind ${effect.kind}`);
    this.effects.set(effect.kind, effect);
  }

  get kinds(): string[] {
    return [...this.effects.keys()];
  }

  /** @throws RangeError nobody registered this kind */
  effectOf(kind: string): OutboxEffect {
    const effect = this.effects.get(kind);
    if (effect === undefined) throw new RangeError(`No effect of the kind ${kind}`);
    return effect;
  }

  /**
   * Queues an effect. Call it inside the `Database.transaction` that writes its cause: both stand or
   * neither does. A key that was queued before, by whichever kind, changes nothing.
   *
   * @param key names the event, such as `unlink/<id of the mapping>/<when>`; unique over all kinds
   * @throws RangeError an unknown kind, or a key or a payload that is too large
   */
  async add(kind: string, key: string, payload: OutboxPayload): Promise<void> {
    this.effectOf(kind);
    if (key.length > LONGEST_KEY || JSON.stringify(payload).length > LONGEST_PAYLOAD)
      throw new RangeError(`Too large for the outbox: ${key}`);
    const createdAt = this.clock.now();
    await this.rows.insert({ kind, key, payload, createdAt, giveUpAt: lifeFrom(createdAt) });
    // If the transaction commits later than the runner looks, it is found a second later.
    this.runner.nudge(RUN_OUTBOX);
  }

  /** Gives a dead letter a new life; false when there is none of this key. */
  async requeue(key: string): Promise<boolean> {
    const now = this.clock.now();
    const isRevived = await this.rows.revive(key, now, lifeFrom(now));
    if (isRevived) this.runner.nudge(RUN_OUTBOX);
    return isRevived;
  }
}

const lifeFrom = (now: Date): Date => new Date(now.getTime() + LIFE_MS);
