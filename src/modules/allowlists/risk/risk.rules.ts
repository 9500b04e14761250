import type { Texts } from '../../../locales/index.js';
import type { AllowlistData } from '../schemas/allowlist-connection.schema.js';

/** A step of a signal: from `limit` on, or below it where less is worse. The worst step that holds weighs. */
interface Step {
  readonly limit: number;
  readonly weight: number;
}

interface SignalRule {
  readonly name: SignalName;
  readonly worse: 'below' | 'from';
  /** The worst first. */
  readonly steps: readonly Step[];
}

export type SignalName = keyof Texts['risk']['signals'];

/** Every signal there is; `docs/fraud.md` is made from this table. */
export const RISK_SIGNALS: readonly SignalRule[] = [
  {
    name: 'account-age',
    worse: 'below',
    steps: [
      { limit: 2, weight: 40 },
      { limit: 7, weight: 30 },
      { limit: 30, weight: 10 },
    ],
  },
  {
    name: 'time-on-server',
    worse: 'below',
    steps: [
      { limit: 1, weight: 20 },
      { limit: 24, weight: 10 },
    ],
  },
  {
    name: 'join-burst',
    worse: 'from',
    steps: [
      { limit: 20, weight: 30 },
      { limit: 8, weight: 15 },
    ],
  },
  {
    name: 'wallet-seen',
    worse: 'from',
    steps: [
      { limit: 3, weight: 60 },
      { limit: 1, weight: 40 },
    ],
  },
  {
    name: 'name-similarity',
    worse: 'from',
    steps: [
      { limit: 5, weight: 30 },
      { limit: 3, weight: 15 },
    ],
  },
  { name: 'timing', worse: 'below', steps: [{ limit: 2, weight: 10 }] },
];

/** What was found of a press, by signal; `null`: it could not be looked at, and weighs nothing. */
export type RiskFacts = Readonly<Record<SignalName, number | null>>;

export interface Noticed {
  readonly name: SignalName;
  readonly weight: number;
  readonly value: number;
}

export interface Assessment {
  /** Sum of the weights, 100 at most. */
  readonly score: number;
  /** The heaviest first. */
  readonly noticed: readonly Noticed[];
  readonly unchecked: readonly SignalName[];
}

export function assess(facts: RiskFacts): Assessment {
  const noticed = RISK_SIGNALS.flatMap(({ name, worse, steps }): Noticed[] => {
    const value = facts[name];
    if (value === null) return [];
    const step = steps.find(({ limit }) => (worse === 'below' ? value < limit : value >= limit));
    return step === undefined ? [] : [{ name, weight: step.weight, value }];
  }).sort((a, b) => b.weight - a.weight);
  const score = Math.min(
    100,
    noticed.reduce((sum, { weight }) => sum + weight, 0),
  );
  const unchecked = RISK_SIGNALS.map(({ name }) => name).filter((name) => facts[name] === null);
  return { score, noticed, unchecked };
}

/** From this score on an entry waits for a manager, unless an allowlist says otherwise. */
export const HOLD_FROM = 60;
/** No score is as high. */
export const NEVER = 101;

export type Verdict = 'accept' | 'hold' | 'refuse';

export function verdictOf(
  score: number,
  { holdFrom = HOLD_FROM, refuseFrom = NEVER }: Pick<AllowlistData, 'holdFrom' | 'refuseFrom'>,
): Verdict {
  if (score >= refuseFrom) return 'refuse';
  return score >= holdFrom ? 'hold' : 'accept';
}

/** What names that were made in a row have in common: `Cat_001` and `cat-17` are both `cat`. */
export const nameStem = (username: string): string =>
  username
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}]+/gu, '');
