import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Collections } from '../../infra/database/schema/index.js';
import { Load, Metrics } from '../../infra/observability/index.js';
import { Clock, SECOND_MS } from '../../kernel/clock.js';
import { pause } from '../../kernel/pause.js';
import { type CleanupReport, DEFAULT_BATCH_SIZE, runCleanup, type StepReport } from './run-cleanup.js';
import { cleanupSteps } from './steps.js';

/** Members who wait come first, but a server that is always busy is cleaned up too. */
const GIVE_WAY_MS = 2 * SECOND_MS;
/** Leaves MongoDB as much time as a batch took it, about. */
const BETWEEN_BATCHES_MS = 20;

/** The Data Cleanup Service: closes what is over and deletes what the table of retention lets go. */
@Injectable()
export class CleanupService {
  private readonly logger = new Logger(CleanupService.name);

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly collections: Collections,
    private readonly load: Load,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {
    // Not 0, which would be long ago: another process may have been the last.
    this.metrics.cleanupLastSuccess.set(Number.NaN);
  }

  /**
   * A whole run, in small batches with pauses. Safe twice, and in two processes at once. A step that fails is
   * logged and told of in its report.
   *
   * @throws AbortError the signal has fired; it ended between two batches
   * @throws MongoError MongoDB is away
   */
  async run(signal: AbortSignal): Promise<CleanupReport> {
    const { db } = this.connection;
    if (db === undefined) throw new Error('not connected');
    const report = await runCleanup(cleanupSteps(db, this.collections.all), {
      mode: 'run',
      now: this.clock.now(),
      batchSize: DEFAULT_BATCH_SIZE,
      breathe: async () => {
        signal.throwIfAborted();
        await this.load.quiet(GIVE_WAY_MS);
        await pause(BETWEEN_BATCHES_MS, signal);
        signal.throwIfAborted();
      },
      onReport: (step) => {
        this.tell(step);
      },
    });
    if (report.steps.every(({ failure }) => failure === undefined))
      this.metrics.cleanupLastSuccess.set(this.clock.now().getTime() / SECOND_MS);
    return report;
  }

  private tell({ name, rows, durationMs, failure }: StepReport): void {
    this.metrics.cleanupRows.inc({ step: name }, rows);
    this.metrics.cleanupSeconds.observe({ step: name }, durationMs / SECOND_MS);
    if (failure !== undefined)
      this.logger.error({ msg: 'A step of the cleanup was not finished', step: name, rows, err: failure });
    else if (rows > 0) this.logger.log({ msg: 'Cleaned up', step: name, rows, durationMs });
  }
}
