import { DAY_MS } from '../../kernel/clock.js';
import type { DayOfPoints } from './points.repository.js';

/** A member in all communities together. */
export interface Lifetime {
  /** Points ever earned, spent ones included. */
  readonly earned: number;
  readonly completions: number;
  /** Days in a row (UTC) with a completion, up to the last one. */
  readonly streak: number;
  readonly lastAt?: Date;
}

/** @param days newest first */
export function lifetimeOf(days: readonly DayOfPoints[]): Lifetime {
  return {
    earned: days.reduce((sum, { earned }) => sum + earned, 0),
    completions: days.reduce((sum, { completions }) => sum + completions, 0),
    streak: streakOf(days.filter(({ completions }) => completions > 0)),
    ...(days[0] && { lastAt: days[0].lastAt }),
  };
}

function streakOf(days: readonly DayOfPoints[]): number {
  const gap = days.findIndex(
    ({ day }, index) => index > 0 && (days[index - 1]?.day.getTime() ?? 0) - day.getTime() !== DAY_MS,
  );
  return gap === -1 ? days.length : gap;
}
