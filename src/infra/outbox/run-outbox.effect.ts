import { Injectable, Logger } from '@nestjs/common';
import { Clock, HOUR_MS, SECOND_MS } from '../../kernel/clock.js';
import { AppError } from '../../kernel/errors.js';
import { DueEffect, isAway } from '../jobs/index.js';
import { Metrics } from '../observability/index.js';
import { LONGEST_ERROR_CODE, type OutboxRow } from './outbox-row.schema.js';
import { Outbox, RUN_OUTBOX } from './outbox.js';
import { OutboxRepository } from './outbox.repository.js';

const MOST_ATTEMPTS = 20;
/** Doubles with each try: 20 of them take half a day. */
const FIRST_WAIT_MS = 10 * SECOND_MS;
const LONGEST_WAIT_MS = HOUR_MS;

/**
 * Runs what the outbox owes. A row counts its own tries, so a restart forgives none. While something is
 * away its rows come back again and again without counting; a day after it was queued a row that fails is
 * given up either way.
 */
@Injectable()
export class RunOutboxEffect extends DueEffect {
  readonly name = RUN_OUTBOX;
  private readonly logger = new Logger(RunOutboxEffect.name);

  constructor(
    private readonly rows: OutboxRepository,
    private readonly outbox: Outbox,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Only kinds that this process knows: during a deployment others know more. */
  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.rows.claimDue(this.outbox.kinds, now, until, limit);
  }

  /** The row itself says when it is tried again. */
  override postpone(): Promise<void> {
    return Promise.resolve();
  }

  /** Resolves also when the row was given up: nothing will be tried again. */
  override async run(id: string): Promise<void> {
    const row = await this.rows.begin(id);
    if (row === null) return;
    if (row.attempts > MOST_ATTEMPTS) {
      await this.bury(row, new Error('Its last try never ended'));
      return;
    }
    try {
      await this.outbox.effectOf(row.kind).run(row.payload, row.key);
    } catch (error) {
      await this.fail(row, error);
      return;
    }
    await this.rows.finish(id, this.clock.now());
  }

  private async fail(row: OutboxRow, error: unknown): Promise<void> {
    const id = row._id.toHexString();
    const now = this.clock.now();
    const isTooOld = row.giveUpAt <= now;
    if (isTooOld || (row.attempts >= MOST_ATTEMPTS && !isAway(error))) {
      await this.bury(row, error);
      return;
    }
    if (isAway(error)) await this.rows.uncount(id, codeOf(error));
    else {
      const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (row.attempts - 1), LONGEST_WAIT_MS);
      await this.rows.retryAt(id, new Date(now.getTime() + waitMs), codeOf(error));
    }
    throw error;
  }

  private async bury({ _id, kind, key, attempts }: OutboxRow, err: unknown): Promise<void> {
    if (!(await this.rows.bury(_id.toHexString(), this.clock.now(), codeOf(err)))) return;
    this.metrics.outboxDead.inc({ kind });
    this.logger.error({ msg: 'An effect of the outbox is given up', kind, key, attempts, err });
  }
}

/** Says what it was without its message, which may quote anything. */
function codeOf(error: unknown): string {
  const code = error instanceof AppError ? error.code : error instanceof Error ? error.name : '';
  return code === '' ? 'UNKNOWN' : code.slice(0, LONGEST_ERROR_CODE);
}
