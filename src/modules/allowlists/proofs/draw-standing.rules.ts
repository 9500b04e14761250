import {
  type Commitment,
  commitmentHash,
  messageTimeMs,
  type Proof,
  readCommitment,
  roundFor,
  roundTimeMs,
} from '../../../draw/index.js';
import { nodeSha256 } from '../../../draw/node-sha256.js';
import { HOUR_MS } from '../../../kernel/clock.js';
import { proofOf } from '../draws/proof.rules.js';
import type { Draw } from '../schemas/draw.schema.js';

/** From when its randomness could be had; a draw takes seconds then. */
const OVERDUE_AFTER_MS = HOUR_MS;

/** `committed`: the message is not out yet; `waiting`: for the beacon; `drawing`: it could be drawn now. */
export const DRAW_PHASES = ['committed', 'waiting', 'drawing', 'overdue', 'drawn'] as const;
export type DrawPhase = (typeof DRAW_PHASES)[number];

/** A draw that is on its way or has been made, as it stands now. */
export interface DrawStanding {
  readonly draw: Draw;
  readonly phase: DrawPhase;
  /** Where places are not drawn by lot there is none, and nothing to be checked. */
  readonly commitment: Commitment | undefined;
  readonly hash: string | undefined;
  /** Of drand: whose signature decides, once the message is out. */
  readonly round: { readonly number: number; readonly at: Date } | undefined;
  readonly proof: Proof | null;
}

export function standingOf(draw: Draw, now: Date): DrawStanding {
  const commitment =
    draw.commitment === undefined ? undefined : readCommitment(draw.commitment, 'commitment');
  const round = roundOf(draw, commitment);
  return {
    draw,
    phase: phaseOf(draw, round?.at, now),
    commitment,
    hash: commitment && commitmentHash(commitment, nodeSha256),
    round,
    proof: proofOf(draw),
  };
}

function roundOf({ post }: Draw, commitment: Commitment | undefined): DrawStanding['round'] {
  if (post === undefined || commitment?.randomness.source !== 'drand') return undefined;
  const number = roundFor(post.messageId);
  return { number, at: new Date(roundTimeMs(number)) };
}

function phaseOf({ drawnAt, post }: Draw, roundAt: Date | undefined, now: Date): DrawPhase {
  if (drawnAt !== undefined) return 'drawn';
  if (post === undefined) return 'committed';
  const possibleAtMs = roundAt?.getTime() ?? messageTimeMs(post.messageId);
  if (now.getTime() < possibleAtMs) return 'waiting';
  return now.getTime() < possibleAtMs + OVERDUE_AFTER_MS ? 'drawing' : 'overdue';
}
