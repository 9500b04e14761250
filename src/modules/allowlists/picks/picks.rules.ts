import { WordedError } from '../../../kernel/errors.js';
import { ALLOWLIST_LIMITS, type DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { Draw } from '../schemas/draw.schema.js';

/** It can't be picked, unpicked or announced now; the words say why. */
export class PickRefusedError extends WordedError {
  readonly code = 'PICK_REFUSED';
}

export const PICK_VERDICTS = ['pick', 'unpick'] as const;
export type PickVerdict = (typeof PICK_VERDICTS)[number];

/** Where one who applied stands: `passed` once held a place. */
export type PickStanding = 'free' | 'picked' | 'winner' | 'passed';

export function standingIn({ picks, winners, disqualified }: Draw, entrant: string): PickStanding {
  const isIn = (rows: readonly { readonly entrant: string }[]): boolean =>
    rows.some((row) => row.entrant === entrant);
  if (isIn(picks)) return 'picked';
  if (isIn(winners)) return 'winner';
  return isIn(disqualified) ? 'passed' : 'free';
}

/** How many may win. */
export const placesOf = ({
  allowlistData: { winnerCount = ALLOWLIST_LIMITS.winners },
}: Pick<DiscordAllowlistConnection, 'allowlistData'>): number => winnerCount;

/** Whether managers choose now. */
export const isChoosing = ({ method, state, entryCount }: Draw): boolean =>
  method === 'manual' && entryCount > 0 && (state === 'committed' || state === 'announced');
