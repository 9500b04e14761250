import { DAY_MS } from '../../../kernel/clock.js';
import type { Winner } from '../schemas/draw.schema.js';

const REMINDER_SHARE = 1 / 4;

/** Until its end; the window has not begun while the announcement is still going out, and a press counts already. */
export const isClaimable = ({ claim, claimBy, toldAt }: Winner, now: Date): boolean =>
  claim === 'open' && (claimBy === undefined ? toldAt === undefined : claimBy > now);

/** When the last quarter of the window begins, and not more than a day before its end. */
export function remindAt({ toldAt, claimBy }: Winner): Date | undefined {
  if (toldAt === undefined || claimBy === undefined) return undefined;
  const windowMs = claimBy.getTime() - toldAt.getTime();
  return new Date(claimBy.getTime() - Math.min(DAY_MS, windowMs * REMINDER_SHARE));
}

/** Whose window is about to end, and nobody has told them yet. */
export function isToBeReminded(winner: Winner, now: Date): boolean {
  const from = remindAt(winner);
  return isClaimable(winner, now) && winner.remindedAt === undefined && from !== undefined && from <= now;
}

/** When something follows from the window of an open place; `undefined` where nothing does. */
export function nextInWindow(winner: Winner): Date | undefined {
  if (winner.claim !== 'open') return undefined;
  return winner.remindedAt === undefined ? remindAt(winner) : winner.claimBy;
}
