export interface Waited {
  readonly submittedAt: Date;
  readonly decidedAt: Date;
}

/** The lower one of two in the middle; `null` of none. */
export function medianWait(decisions: readonly Waited[]): number | null {
  const waits = decisions.map(({ submittedAt, decidedAt }) => decidedAt.getTime() - submittedAt.getTime());
  waits.sort((a, b) => a - b);
  return waits[Math.ceil(waits.length / 2) - 1] ?? null;
}

/** What a custom id says; 0 is no attempt of anybody. */
export const attemptIn = (typed: string): number => (/^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : 0);
