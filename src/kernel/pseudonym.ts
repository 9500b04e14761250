import { randomBytes } from 'node:crypto';

/** Below 2^63, as all ids; Discord will make ids of this size from 2083 on. */
const FIRST = 9_000_000_000_000_000_000n;
const RANGE = 200_000_000_000_000_000n;

/** Stands in the place of a Discord id: random, of the same form, and never the id of anybody. */
export function aPseudonym(): string {
  return String(FIRST + (randomBytes(16).readBigUInt64BE() % RANGE));
}

export const isPseudonym = (id: string): boolean => /^9[01]\d{17}$/.test(id);
