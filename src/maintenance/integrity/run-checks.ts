import type { Finding, IntegrityCheck } from '../../infra/integrity/index.js';

const EXAMPLES = 10;

export interface CheckReport {
  readonly name: string;
  readonly describes: string;
  /** Faults, and the rows that these stand for. */
  readonly findings: number;
  readonly rows: number;
  /** The first ten. */
  readonly examples: readonly Finding[];
  readonly isRepairable: boolean;
  /** Faults that a repair has changed something about. */
  readonly repaired: number;
  readonly durationMs: number;
  /** Why the check or some of its repairs could not be finished; the other figures are what there was before. */
  readonly failure?: unknown;
}

export interface IntegrityReport {
  readonly checks: readonly CheckReport[];
  readonly durationMs: number;
}

export interface RunOptions {
  readonly isRepairing?: boolean;
  readonly signal?: AbortSignal;
  /** Told of each check as it ends. */
  readonly onReport?: (report: CheckReport) => void;
}

/**
 * Runs checks one after the other. One that fails says so in its report and keeps none of the others from
 * running; so does a repair that fails.
 *
 * @throws AbortError the signal has fired
 */
export async function runChecks(
  checks: readonly IntegrityCheck[],
  { isRepairing = false, signal, onReport }: RunOptions = {},
): Promise<IntegrityReport> {
  const startedAt = performance.now();
  const reports: CheckReport[] = [];
  for (const check of checks) {
    signal?.throwIfAborted();
    const report = await runOne(check, isRepairing);
    signal?.throwIfAborted();
    reports.push(report);
    onReport?.(report);
  }
  return { checks: reports, durationMs: Math.round(performance.now() - startedAt) };
}

async function runOne(check: IntegrityCheck, isRepairing: boolean): Promise<CheckReport> {
  const startedAt = performance.now();
  const examples: Finding[] = [];
  const tally: { findings: number; rows: number; repaired: number; failure?: unknown } = {
    findings: 0,
    rows: 0,
    repaired: 0,
  };
  try {
    for await (const finding of check.find()) {
      tally.findings += 1;
      tally.rows += finding.count;
      if (examples.length < EXAMPLES)
        examples.push({ id: finding.id, what: finding.what, count: finding.count });
      if (!isRepairing || check.repair === undefined) continue;
      try {
        if (await check.repair(finding)) tally.repaired += 1;
      } catch (failure) {
        tally.failure ??= failure;
      }
    }
  } catch (failure) {
    tally.failure ??= failure;
  }
  return {
    name: check.name,
    describes: check.describes,
    ...tally,
    examples,
    isRepairable: check.repair !== undefined,
    durationMs: Math.round(performance.now() - startedAt),
  };
}
