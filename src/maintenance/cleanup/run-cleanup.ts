import { mongo } from 'mongoose';
import type { CleanupOrder, CleanupStep } from '../../infra/cleanup/index.js';
import { isDatabaseUnavailable } from '../../infra/database/database-errors.js';

export const DEFAULT_BATCH_SIZE = 500;

export interface StepReport {
  readonly name: string;
  readonly group: CleanupStep['group'];
  readonly does: CleanupStep['does'];
  readonly describes: string;
  /** Of a count: what a run would take. Of a run: what it took, also where it failed later. */
  readonly rows: number;
  readonly durationMs: number;
  /** Why the step could not be finished. */
  readonly failure?: unknown;
}

export interface CleanupReport {
  readonly steps: readonly StepReport[];
  /** Of all steps. */
  readonly rows: number;
  readonly durationMs: number;
}

export interface CleanupWay extends CleanupOrder {
  readonly mode: 'count' | 'run';
  /** Between two batches: what members wait for goes first. @throws when the run is to end */
  breathe(): Promise<void>;
  /** Told of each step as it ends. */
  onReport?(report: StepReport): void;
}

/**
 * Counts or takes, step by step. One that fails says so in its report and keeps none of the others from
 * running, unless MongoDB is away.
 *
 * @throws what `breathe` throws: the run ended between two batches; what the driver throws when MongoDB is away
 */
export async function runCleanup(steps: readonly CleanupStep[], way: CleanupWay): Promise<CleanupReport> {
  const startedAt = performance.now();
  const reports: StepReport[] = [];
  for (const step of steps) {
    const report = await runStep(step, way);
    reports.push(report);
    way.onReport?.(report);
  }
  return {
    steps: reports,
    rows: reports.reduce((sum, { rows }) => sum + rows, 0),
    durationMs: Math.round(performance.now() - startedAt),
  };
}

async function runStep(step: CleanupStep, way: CleanupWay): Promise<StepReport> {
  const { name, group, does, describes } = step;
  const startedAt = performance.now();
  const portions = step[way.mode](way)[Symbol.asyncIterator]();
  let rows = 0;
  const report = (failure?: unknown): StepReport => ({
    name,
    group,
    does,
    describes,
    rows,
    durationMs: Math.round(performance.now() - startedAt),
    ...(failure !== undefined && { failure }),
  });
  for (;;) {
    await way.breathe();
    try {
      const portion = await portions.next();
      if (portion.done === true) return report();
      rows += portion.value;
    } catch (failure) {
      if (isAway(failure)) throw failure;
      return report(failure);
    }
  }
}

const MAX_TIME_EXPIRED = 50;

/** A query that took too long says nothing about the next one. */
const isAway = (failure: unknown): boolean =>
  isDatabaseUnavailable(failure) &&
  !(failure instanceof mongo.MongoServerError && failure.code === MAX_TIME_EXPIRED);
