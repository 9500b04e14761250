import { CHANGED_IN_PLACE } from './index-forms.js';
import type { IndexState } from './index-states.js';

export interface RebuildOrder {
  /** Those that are in sync too. */
  readonly isAll?: boolean;
  /** Those that are declared nowhere are dropped. */
  readonly dropsUnknown?: boolean;
}

/**
 * `replace`: another takes its place, or the same anew. `change`: MongoDB changes its options in place.
 * `finish`: what an earlier run left undone. `wait`: it is being built.
 */
export type Deed = 'create' | 'replace' | 'change' | 'finish' | 'wait' | 'drop';

export interface PlannedRebuild {
  readonly state: IndexState;
  readonly does: Deed;
}

/** What a rebuild would do, in its order: nothing is dropped before all declared ones stand. */
export function rebuildPlan(states: readonly IndexState[], order: RebuildOrder): PlannedRebuild[] {
  const planned = states.flatMap((state): PlannedRebuild[] => {
    const does = deedFor(state, order);
    return does === undefined ? [] : [{ state, does }];
  });
  const isDrop = ({ does }: PlannedRebuild): boolean => does === 'drop';
  return [...planned.filter((one) => !isDrop(one)), ...planned.filter(isDrop)];
}

function deedFor({ state, declared, differs }: IndexState, order: RebuildOrder): Deed | undefined {
  switch (state) {
    case 'missing':
      return 'create';
    case 'different':
      return isChangeable(declared?.expireAfterSeconds, differs) ? 'change' : 'replace';
    case 'building':
      return 'wait';
    case 'unfinished':
      // A guard of an index that is declared no more.
      return declared === undefined ? 'drop' : 'finish';
    case 'in sync':
      return order.isAll === true ? 'replace' : undefined;
    case 'unknown':
      return order.dropsUnknown === true ? 'drop' : undefined;
  }
}

/** MongoDB can set when rows expire, but not that they don't. */
const isChangeable = (expireAfterSeconds: number | undefined, differs: readonly string[]): boolean =>
  differs.every((facet) => CHANGED_IN_PLACE.has(facet)) &&
  (expireAfterSeconds !== undefined || !differs.includes('expireAfterSeconds'));
