/** What `test/run.ts` says of a run, from what Jest's `--json` tells: pure, so that it can be tested. */

/** The part of Jest's result that is read here. */
export interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly success: boolean;
  readonly testResults: readonly SpecResult[];
}
interface SpecResult {
  readonly name: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly status: string;
  /** The failures as Jest prints them, with their places in the code. */
  readonly message: string;
  readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** A spec file that didn't load counts as one failure, and so does a run that failed with no test failing. */
export function tallyOf(result: JestResult | undefined, hasSucceeded: boolean): Tally {
  const passed = result?.numPassedTests ?? 0;
  const failed = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
  return { passed, failed: failed === 0 && !hasSucceeded ? 1 : failed };
}

export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    { passed: 0, failed: 0 },
  );
}

export function failuresIn(result: JestResult): string[] {
  return result.testResults.flatMap(({ name, status, message }) =>
    status === 'failed' ? [`${name}\n${message.trimEnd()}`] : [],
  );
}

/** The spec files that took longest, longest first. */
export function slowest(results: readonly JestResult[], count: number): { name: string; seconds: number }[] {
  return results
    .flatMap(({ testResults }) => testResults)
    .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, count);
}

const REASON = /\[not run: ([^\]]+)\]/;

/**
 * What was skipped, by reason. A spec gives its reason in its title, `[not run: hadolint is not on the
 * PATH]`; one without is named itself, so that no skipped test goes unseen.
 */
export function notRun(results: readonly JestResult[]): { reason: string; tests: number }[] {
  const tests = new Map<string, number>();
  for (const { assertionResults } of results.flatMap(({ testResults }) => testResults)) {
    for (const { fullName, status } of assertionResults) {
      if (status !== 'pending' && status !== 'todo') continue;
      const reason = REASON.exec(fullName)?.[1] ?? `${status}, no reason given: ${fullName}`;
      tests.set(reason, (tests.get(reason) ?? 0) + 1);
    }
  }
  return [...tests].map(([reason, count]) => ({ reason, tests: count }));
}
