import type { Expected, JsonProblem, Reason, RefusalCode } from './refusal.js';
import type { Step, StepId } from './verdict.js';

type StepWording =
  Exclude<StepId, 'randomness'> | 'randomness-drand' | 'randomness-commit-reveal' | 'winners-named-own';

/**
 * A language's words for verdicts: a catalogue has them, which knows nothing of this protocol. `{name}` is the
 * fact of that name, `{name+1}` the next number.
 */
export interface VerdictWords {
  readonly steps: Readonly<Record<StepWording, string>>;
  readonly jsonProblems: Readonly<Record<JsonProblem, string>>;
  readonly expected: Readonly<Record<Expected, string>>;
  readonly reasons: Readonly<Record<RefusalCode | 'FORM-file', string>>;
}

/** What a step showed, in one line. */
export const shownBy = (step: Step, { steps }: VerdictWords): string =>
  filled(steps[wordingOf(step)], { ...step.facts });

function wordingOf(step: Step): StepWording {
  if (step.id === 'randomness') return `randomness-${step.facts.source}`;
  if (step.id === 'winners-named' && step.facts.ownRank !== null) return 'winners-named-own';
  return step.id;
}

/** Why a check refuses, in one line. */
export function wordedReason(reason: Reason, { reasons, jsonProblems, expected }: VerdictWords): string {
  const { code, facts } = reason;
  if (code === 'JSON') return filled(reasons.JSON, { ...facts, problem: jsonProblems[facts.problem] });
  if (code !== 'FORM') return filled(reasons[code], { ...facts });
  const wording = facts.path === '' ? reasons['FORM-file'] : reasons.FORM;
  return filled(wording, { ...facts, problem: expected[facts.expected] });
}

const filled = (wording: string, facts: Readonly<Record<string, unknown>>): string =>
  wording.replace(/\{(\w+)(\+1)?\}/g, (_, name: string, next?: string) =>
    String(next === undefined ? facts[name] : Number(facts[name]) + 1),
  );
