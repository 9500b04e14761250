import { Injectable, Logger } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { Leases } from '../../infra/leases/index.js';
import { Metrics, scope } from '../../infra/observability/index.js';
import { HOUR_MS } from '../../kernel/clock.js';
import { IntegrityService } from './integrity.service.js';

/** Few members are awake in most places, and no report of a day is made then. */
const DAILY = '30 3 * * *';
/** Nobody gives the lease back: who got it has made this day's run. */
const DAYS_RUN_MS = 20 * HOUR_MS;

/** Checks the database once a day, in one process, and only reports. */
@Injectable()
export class IntegrityJob {
  private readonly logger = new Logger(IntegrityJob.name);
  private stopping: AbortController | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly integrity: IntegrityService,
    private readonly leases: Leases,
    private readonly metrics: Metrics,
  ) {}

  /** From now on the daily time counts for this process. */
  start(): void {
    this.stopping = new AbortController();
  }

  /** Resolves when nothing is read any more; the rest of a run is left for the next day. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    this.stopping = undefined;
    await this.running;
  }

  /** Fires in every process. Resolves when this day's run is over, here; at once where it is another's. */
  @Cron(DAILY, { name: 'integrity', timeZone: 'UTC' })
  async daily(): Promise<void> {
    const signal = this.stopping?.signal;
    if (signal === undefined) return;
    this.running = scope.run({ job: 'integrity' }, () => this.runIfFirst(signal));
    await this.running;
  }

  private async runIfFirst(signal: AbortSignal): Promise<void> {
    try {
      // The figures of another day would stay for ever where another process checks now.
      this.metrics.integrityFindings.reset();
      if ((await this.leases.acquire('integrity', DAYS_RUN_MS)) === null) return;
      const { checks, durationMs } = await this.integrity.run({ signal });
      const findings = checks.reduce((sum, check) => sum + check.findings, 0);
      this.logger.log({ msg: 'The database was checked', findings, durationMs });
    } catch (err) {
      if (signal.aborted) this.logger.log({ msg: 'The check of the database was cut short by the stop' });
      else this.logger.error({ msg: 'The check of the database was not finished', err });
    }
  }
}
