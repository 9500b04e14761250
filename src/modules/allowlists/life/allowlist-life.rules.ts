import { relativeTime } from '../../../kernel/discord-text.js';
import { AllowlistLifeError } from '../allowlists.errors.js';
import {
  ALLOWLIST_STATUSES,
  type AllowlistData,
  type AllowlistStatus,
} from '../schemas/allowlist-connection.schema.js';

/**
 * The life of an allowlist: what may follow what. From the freeze on nothing but its draw follows: it is not
 * cancelled, extended or paused any more. A draft that nobody wants is deleted.
 */
export const TRANSITIONS: Readonly<Record<AllowlistStatus, readonly AllowlistStatus[]>> = {
  draft: ['scheduled', 'active'],
  scheduled: ['active', 'cancelled'],
  active: ['paused', 'closing', 'cancelled'],
  paused: ['active', 'closing', 'cancelled'],
  closing: ['frozen', 'cancelled'],
  frozen: ['drawn'],
  drawn: [],
  cancelled: [],
};

export const mayFollow = (from: AllowlistStatus, to: AllowlistStatus): boolean =>
  TRANSITIONS[from].includes(to);

/** From where an allowlist may come to a status. */
export const sourcesOf = (to: AllowlistStatus): readonly AllowlistStatus[] =>
  ALLOWLIST_STATUSES.filter((from) => mayFollow(from, to));

export interface MoveRule {
  /** As it stands in the audit. */
  readonly audited: string;
  readonly from: readonly AllowlistStatus[];
  readonly to: AllowlistStatus;
}

export const MOVES = ['start', 'pause', 'resume', 'end', 'cancel'] as const;
/** What managers do with an allowlist that was published. */
export type MoveName = (typeof MOVES)[number];

export const isMove = (name: string): name is MoveName => (MOVES as readonly string[]).includes(name);

export const MOVE_RULES: Readonly<Record<MoveName, MoveRule>> = {
  start: { audited: 'allowlist.start', from: ['scheduled'], to: 'active' },
  pause: { audited: 'allowlist.pause', from: ['active'], to: 'paused' },
  resume: { audited: 'allowlist.resume', from: ['paused'], to: 'active' },
  end: { audited: 'allowlist.end', from: ['active', 'paused'], to: 'closing' },
  cancel: { audited: 'allowlist.cancel', from: sourcesOf('cancelled'), to: 'cancelled' },
};

/** From these another end may be set; that of a draft is changed in its editor. */
export const RETIMED: readonly AllowlistStatus[] = ['scheduled', 'active', 'paused'];

/** Whether its end may be changed. Its end may have passed before the clock came to it. */
export const mayBeRetimed = ({ status, endsAt }: AllowlistData, now: Date): boolean =>
  RETIMED.includes(status) && endsAt > now;

/** What can be done with it now, in the order of `MOVES`: after its end it can only be withdrawn, until the freeze. */
export const movesFrom = ({ status, endsAt }: AllowlistData, now: Date): readonly MoveName[] =>
  MOVES.filter((move) => MOVE_RULES[move].from.includes(status) && (endsAt > now || move === 'cancel'));

/** What a draft becomes when it is published. */
export const publishedAs = (
  { startsAt }: Pick<AllowlistData, 'startsAt'>,
  now: Date,
): 'scheduled' | 'active' => (startsAt !== undefined && startsAt > now ? 'scheduled' : 'active');

/**
 * Its end may have passed before the clock came to it.
 *
 * @throws AllowlistLifeError
 */
export function assertNotOver({ endsAt }: AllowlistData, now: Date): void {
  if (endsAt <= now)
    throw new AllowlistLifeError('Its end has passed', (texts) =>
      texts.allowlistLife.endPassed(relativeTime(endsAt)),
    );
}
