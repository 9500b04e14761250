import { Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { EncryptionService } from '../../infra/crypto/index.js';
import { Collections } from '../../infra/database/schema/index.js';
import { type IntegrityCheck, type IntegrityScope } from '../../infra/integrity/index.js';
import { Load, Metrics } from '../../infra/observability/index.js';
import { ProjectionRunner } from '../../infra/projections/index.js';
import { Clock, SECOND_MS } from '../../kernel/clock.js';
import { pause } from '../../kernel/pause.js';
import { integrityChecks } from './checks.js';
import { type CheckReport, type IntegrityReport, runChecks } from './run-checks.js';

/** A task of a million completions is recounted every 20 times its recount of about a second. */
const SETTLED_AFTER_MS = 30 * SECOND_MS;
/** Members who wait come first, but a server that is always busy is checked too. */
const GIVE_WAY_MS = 2 * SECOND_MS;
/** Leaves MongoDB as much time as a portion of the scan took it, about. */
const BETWEEN_PORTIONS_MS = 5;

export interface IntegrityRun {
  readonly isRepairing?: boolean;
  /** Only these checks; all of them without it. */
  readonly only?: readonly string[];
  readonly signal?: AbortSignal;
}

/** Looks whether the database keeps its promises, and mends what can be mended without a loss. */
@Injectable()
export class IntegrityService {
  /** How long after a change a recounted figure must have followed. */
  readonly settledAfterMs: number = SETTLED_AFTER_MS;
  private readonly logger = new Logger(IntegrityService.name);

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly collections: Collections,
    private readonly encryption: EncryptionService,
    private readonly projections: ProjectionRunner,
    private readonly load: Load,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /**
   * Every fault is told in the log and counted in `bot_integrity_findings`. A check that fails is told of in
   * its report.
   *
   * @throws AbortError the signal has fired
   * @throws RangeError there is no check of such a name
   */
  async run({ isRepairing = false, only, signal = never }: IntegrityRun = {}): Promise<IntegrityReport> {
    const checks = this.checks(signal);
    const unknown = only?.filter((name) => !checks.some((check) => check.name === name)) ?? [];
    if (unknown.length > 0) throw new RangeError(`No integrity check of the name ${unknown.join(', ')}`);
    return await runChecks(
      checks.filter(({ name }) => only?.includes(name) ?? true),
      {
        isRepairing,
        signal,
        onReport: (report) => {
          this.tell(report);
        },
      },
    );
  }

  private checks(signal: AbortSignal): IntegrityCheck[] {
    return integrityChecks({
      scope: this.scope(signal),
      collections: this.collections.all,
      encryption: this.encryption,
      recountOf: (projection) => this.projections.recountOf(projection),
    });
  }

  private scope(signal: AbortSignal): IntegrityScope {
    const { db } = this.connection;
    if (db === undefined) throw new Error('not connected');
    return {
      db,
      clock: this.clock,
      breathe: async () => {
        signal.throwIfAborted();
        await this.load.quiet(GIVE_WAY_MS);
        await pause(BETWEEN_PORTIONS_MS, signal);
        signal.throwIfAborted();
      },
      settled: async () => {
        await pause(this.settledAfterMs, signal);
        signal.throwIfAborted();
      },
    };
  }

  private tell({ describes, failure, ...report }: CheckReport): void {
    this.metrics.integrityFindings.set({ check: report.name }, report.findings - report.repaired);
    if (failure !== undefined)
      this.logger.error({ msg: 'An integrity check was not finished', ...report, err: failure });
    else if (report.findings > 0)
      this.logger.warn({ msg: 'The database breaks its rules', describes, ...report });
  }
}

const never = new AbortController().signal;
