import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../kernel/clock.js';
import type { Problem } from '../doctor/doctor.rules.js';
import type { IntegrationStatus } from '../schemas/server-mapping.schema.js';

/** Stands in `lastError` when Discord said that the bot is not in the server. */
export const GUILD_GONE = 'GUILD_GONE';
/** Stands there while Discord gave no answer. */
export const NO_ANSWER = 'NO_ANSWER';

const USUAL_WAIT_MS = HOUR_MS;
const LONGEST_WAIT_MS = DAY_MS;
/** Nobody in the server can do anything about it, and it is soon over. */
const NO_ANSWER_WAIT_MS = 5 * MINUTE_MS;
/** Servers that were linked, or missed, together come apart by this share of their wait. */
const SPREAD = 0.1;

/** Whoever has linked a server is still setting it up. */
const SETTING_UP_MS = 5 * MINUTE_MS;
/** Of a server that was linked just now. */
export const newStatus = (linkedAt: Date): IntegrationStatus => ({
  isHealthy: true,
  apiConnectionStatus: 'unknown',
  consecutiveFailures: 0,
  told: [],
  due: new Date(linkedAt.getTime() + SETTING_UP_MS),
});

/** What a check came to. */
export type CheckResult =
  | { readonly kind: 'looked'; readonly problems: readonly Problem[] }
  | { readonly kind: 'gone' }
  | { readonly kind: 'no-answer' };

/** What one check changes. */
export interface CheckedStatus {
  readonly status: Omit<IntegrationStatus, 'due'>;
  readonly due: Date;
  /** Problems that managers were not told of yet. */
  readonly newProblems: readonly Problem[];
  /** They were told of problems, and now there is none left. */
  readonly isRecovered: boolean;
}

/** Names a problem as long as it stays the same one. */
export function codeOf(problem: Problem): string {
  return 'fields' in problem ? `${problem.kind}:${problem.fields.join('+')}` : problem.kind;
}

/** @param random from 0 to 1 */
export function checked(
  before: IntegrationStatus,
  result: CheckResult,
  now: Date,
  random: number,
): CheckedStatus {
  const problems = result.kind === 'looked' ? result.problems : [];
  const codes = problems.map(codeOf);
  const [lastError] = result.kind === 'looked' ? codes : [result.kind === 'gone' ? GUILD_GONE : NO_ANSWER];
  const consecutiveFailures = lastError === undefined ? 0 : before.consecutiveFailures + 1;
  return {
    status: {
      isHealthy: lastError === undefined,
      apiConnectionStatus:
        result.kind === 'looked' ? (lastError === undefined ? 'ok' : 'limited') : 'unreachable',
      lastHealthCheck: now,
      consecutiveFailures,
      ...(lastError !== undefined && { lastError }),
      // What is not seen while nothing is seen is still known.
      told: result.kind === 'looked' ? codes : before.told,
    },
    due: new Date(now.getTime() + waitMs(result, consecutiveFailures) * (1 + SPREAD * random)),
    newProblems: problems.filter((problem) => !before.told.includes(codeOf(problem))),
    isRecovered: result.kind === 'looked' && codes.length === 0 && before.told.length > 0,
  };
}

/** An hour; after failures twice as long each time, up to a day. */
function waitMs({ kind }: CheckResult, failures: number): number {
  const firstMs = kind === 'looked' ? USUAL_WAIT_MS : NO_ANSWER_WAIT_MS;
  return Math.min(firstMs * 2 ** Math.max(0, failures - 1), LONGEST_WAIT_MS);
}
