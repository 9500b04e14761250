import { Injectable, Logger } from '@nestjs/common';
import { isDatabaseUnavailable } from '../../infra/database/index.js';
import { type InteractionRecord, InteractionSink } from '../../infra/discord/index.js';
import { Load, Metrics } from '../../infra/observability/index.js';
import { Clock, MINUTE_MS, SECOND_MS } from '../../kernel/clock.js';
import { within } from '../../kernel/within.js';
import { rowOf } from './interaction-log.row.js';
import { InteractionLogsRepository } from './interaction-logs.repository.js';

export const QUEUE_CAPACITY = 10_000;
const BATCH = 500;
const PAUSE_MS = { usual: SECOND_MS, longest: 30 * SECOND_MS } as const;
/** Members who wait for an answer come first; their rows follow. */
const GIVE_WAY_MS = SECOND_MS;
/** While MongoDB is there: rows that it can't take must not block all that come after them. */
const MAX_TRIES = 5;
const STOP_LIMIT_MS = 3 * SECOND_MS;

type Lost = 'full' | 'refused' | 'stopped';

/**
 * Writes the interaction log beside the interactions: they leave a record in a bounded queue, and every
 * second, or from 500 records on, these become rows. While MongoDB is away they wait, and when the queue is
 * full the newest are lost and counted. A row that is written twice is one row.
 */
@Injectable()
export class InteractionLogWriter extends InteractionSink {
  private readonly logger = new Logger(InteractionLogWriter.name);
  private readonly queue: InteractionRecord[] = [];
  private readonly lastSaid = new Map<string, number>();
  private loop: Promise<void> | undefined;
  private writing: Promise<void> | undefined;
  private wake: () => void = () => undefined;
  private failures = 0;
  private lost = 0;
  private isStopping = false;
  private hasStopped = false;

  constructor(
    private readonly logs: InteractionLogsRepository,
    private readonly clock: Clock,
    private readonly load: Load,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  override take(record: InteractionRecord): void {
    if (this.hasStopped) this.lose(1, 'stopped');
    else if (this.queue.length >= QUEUE_CAPACITY) this.lose(1, 'full');
    else {
      this.queue.push(record);
      this.metrics.interactionLogQueue.set(this.queue.length);
      if (this.queue.length === BATCH && this.failures === 0) this.wake();
    }
  }

  start(): void {
    this.loop = this.run();
  }

  /** Resolves when nothing is queued, or at the first failure: what is queued then stays so. */
  flush(): Promise<void> {
    this.writing ??= this.writeAll().finally(() => {
      this.writing = undefined;
    });
    return this.writing;
  }

  /** Writes what is left, for three seconds at most. Nothing is taken after that. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.wake();
    try {
      await within(STOP_LIMIT_MS, Promise.all([this.flush(), this.loop]));
    } catch (err) {
      this.logger.warn({ msg: 'The interaction log was not written in time', err });
    }
    this.hasStopped = true;
    if (this.queue.length > 0) this.lose(this.queue.splice(0).length, 'stopped');
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      await this.nextTurn();
      await this.load.quiet(GIVE_WAY_MS);
      await this.flush();
    }
  }

  private async nextTurn(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.wake = () => {
      resolve(undefined);
    };
    const pauseMs = Math.min(PAUSE_MS.usual * 2 ** this.failures, PAUSE_MS.longest);
    const timer = setTimeout(this.wake, pauseMs);
    await promise;
    clearTimeout(timer);
  }

  /** Never rejects. */
  private async writeAll(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.queue.slice(0, BATCH);
      try {
        const { written, repeated, refused } = await this.logs.append(batch.map(rowOf));
        this.count('written', written);
        this.count('repeated', repeated);
        if (refused > 0) this.lose(refused, 'refused');
        this.failures = 0;
      } catch (err) {
        this.failures += 1;
        this.say('The interaction log could not be written', { queued: this.queue.length, err });
        if (isDatabaseUnavailable(err) || this.failures < MAX_TRIES) return;
        this.lose(batch.length, 'refused');
        this.failures = 0;
      }
      this.queue.splice(0, batch.length);
      this.metrics.interactionLogQueue.set(this.queue.length);
    }
  }

  private lose(count: number, why: Lost): void {
    this.count(why, count);
    this.lost += count;
    if (this.say('Rows of the interaction log were lost', { count: this.lost, why })) this.lost = 0;
  }

  private count(outcome: Lost | 'written' | 'repeated', count: number): void {
    if (count > 0) this.metrics.interactionLogRows.inc({ outcome }, count);
  }

  /** Each line once a minute at most. */
  private say(msg: string, facts: object): boolean {
    const now = this.clock.now().getTime();
    if (now - (this.lastSaid.get(msg) ?? -Infinity) < MINUTE_MS) return false;
    this.lastSaid.set(msg, now);
    this.logger.warn({ msg, ...facts });
    return true;
  }
}
