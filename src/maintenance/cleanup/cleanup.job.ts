import { Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { DatabaseConfig } from '../../config/database.config.js';
import { JobTicks } from '../../infra/jobs/index.js';
import { scope } from '../../infra/observability/index.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { CleanupService } from './cleanup.service.js';

const JOB = 'cleanup';

/** Cleans up every CLEANUP_INTERVAL_MINUTES, in one process: who inserts the row of the turn. */
@Injectable()
export class CleanupJob {
  private readonly logger = new Logger(CleanupJob.name);
  private stopping: AbortController | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly cleanup: CleanupService,
    private readonly ticks: JobTicks,
    private readonly config: DatabaseConfig,
  ) {}

  /** From now on turns count for this process. */
  start(): void {
    this.stopping = new AbortController();
  }

  /** Resolves after the batch that is under way; the next turn does the rest. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    this.stopping = undefined;
    await this.running;
  }

  /**
   * Fires in every process, each minute, as no cron expression says "every 90 minutes": most of the time the
   * turn is taken. Resolves when the run is over, here; at once where there is none.
   */
  @Cron(CronExpression.EVERY_MINUTE, { name: JOB, timeZone: 'UTC' })
  async minutely(): Promise<void> {
    const signal = this.stopping?.signal;
    if (signal === undefined || this.running !== undefined) return;
    this.running = scope.run({ job: JOB }, () => this.runIfFirst(signal));
    try {
      await this.running;
    } finally {
      this.running = undefined;
    }
  }

  private async runIfFirst(signal: AbortSignal): Promise<void> {
    try {
      if (!(await this.ticks.take(JOB, this.config.cleanupIntervalMinutes * MINUTE_MS))) return;
      const { rows, durationMs } = await this.cleanup.run(signal);
      this.logger.log({ msg: 'The database was cleaned up', rows, durationMs });
    } catch (err) {
      if (signal.aborted) this.logger.log({ msg: 'The cleanup was cut short by the stop' });
      else this.logger.error({ msg: 'The cleanup was not done', err });
    }
  }
}
