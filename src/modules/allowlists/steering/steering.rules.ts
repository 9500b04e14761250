import type { DrawStanding } from '../proofs/draw-standing.rules.js';
import { isChoosing } from '../picks/picks.rules.js';
import type { AllowlistData, DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';

/** Where an allowlist is on its way to winners that stand. */
export type Progress =
  | 'draft'
  | 'scheduled'
  | 'open'
  | 'paused'
  | 'cancelled'
  /** No more entries count, and the list is being fixed. */
  | 'closing'
  /** The commitment is about to be posted. */
  | 'committed'
  | 'waiting'
  | 'overdue'
  | 'picking'
  | 'judging'
  | 'announcing'
  | 'announced';

const BEFORE: Partial<Record<AllowlistData['status'], Progress>> = {
  draft: 'draft',
  scheduled: 'scheduled',
  active: 'open',
  paused: 'paused',
  cancelled: 'cancelled',
};

export function progressOf(
  { allowlistData: { status, endsAt } }: Pick<DiscordAllowlistConnection, 'allowlistData'>,
  standing: DrawStanding | null,
  now: Date,
): Progress {
  const before = BEFORE[status];
  const isOver = endsAt <= now && (before === 'open' || before === 'paused');
  if (before !== undefined) return isOver ? 'closing' : before;
  if (standing === null) return 'closing';
  const { draw, phase } = standing;
  switch (draw.state) {
    case 'closing':
      return 'closing';
    case 'committed':
      if (draw.commitment !== undefined) return 'committed';
      return isChoosing(draw) ? 'picking' : 'judging';
    case 'posted':
      if (draw.randomness !== undefined) return 'judging';
      return phase === 'overdue' ? 'overdue' : 'waiting';
    case 'drawn':
      return 'announcing';
    case 'announced':
      return 'announced';
  }
}
