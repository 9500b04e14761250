import { createHash, randomBytes } from 'node:crypto';
import { mongo, Types } from 'mongoose';
import type { MemberAction } from '../../../infra/discord/index.js';
import { SECOND_MS } from '../../../kernel/clock.js';
import { relativeTime } from '../../../kernel/discord-text.js';
import type { Texts } from '../../../locales/index.js';
import type { NewEntry } from './allowlist-entries.repository.js';
import { AllowlistClosedError } from '../allowlists.errors.js';
import type {
  AllowlistData,
  AllowlistStatus,
  DiscordAllowlistConnection,
} from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry, EntryRisk, EntryState, GivenBonus } from '../schemas/allowlist-entry.schema.js';

/** What a member enters with, beyond themselves. */
export interface EntryWish {
  /** Where the prize goes: as pasted, or proven. */
  readonly wallet?: string;
  /** `wallet` in its one spelling, where the allowlist takes each wallet once. */
  readonly uniqueWallet?: string;
  /** Of an application. */
  readonly answer?: string;
  /** 1 and the bonus entries; 1 unless told. */
  readonly tickets?: number;
  /** What gave them. */
  readonly bonuses?: readonly GivenBonus[];
  /** What was noticed, and what follows from it. */
  readonly risk?: EntryRisk;
}

/** The parent as it was read after a write; what it says decides what a member is told. */
export interface Closing {
  readonly status: AllowlistStatus;
  readonly closedSeq?: mongo.Timestamp;
}

/** The press itself pays; this long after it the worker finishes what a crash left. */
const PAYMENT_MS = 10 * SECOND_MS;
const SALT_BYTES = 16;
const NO_RISK: EntryRisk = { score: 0, signals: [], verdict: 'accept' };

/** Where nothing is to be paid, or all is. */
export function stateBy({ verdict }: EntryRisk): Exclude<EntryState, 'unpaid'> {
  return ({ accept: 'valid', hold: 'held', refuse: 'refused' } as const)[verdict];
}

/** 32 hex digits from the CSPRNG. */
export const newSalt = (): string => randomBytes(SALT_BYTES).toString('hex');

/** An entry's place in the frozen list (draw protocol, section 1). */
export const entrantOf = (salt: string, discordId: string): string =>
  createHash('sha256').update(`${salt}:${discordId}`).digest('hex');

/**
 * The clock decides as well as the state: a worker may be a moment late with either end.
 *
 * @throws AllowlistClosedError
 */
export function assertOpen({ allowlistData }: DiscordAllowlistConnection, now: Date): void {
  const why = closedBecause(allowlistData, now);
  if (why !== undefined) throw new AllowlistClosedError(why);
}

function closedBecause(
  { status, startsAt = new Date(0), endsAt }: AllowlistData,
  now: Date,
): ((texts: Texts) => string) | undefined {
  switch (status) {
    case 'draft':
      return (texts) => texts.errors.allowlistNotFound;
    case 'cancelled':
      return (texts) => texts.errors.allowlistCancelled;
    case 'drawn':
      return (texts) => texts.errors.allowlistDrawn;
    case 'closing':
    case 'frozen':
      return (texts) => texts.errors.allowlistClosed;
    case 'paused':
    case 'scheduled':
    case 'active': {
      if (endsAt <= now) return (texts) => texts.errors.allowlistEnded(relativeTime(endsAt));
      if (status === 'scheduled' || startsAt > now)
        return (texts) => texts.errors.allowlistScheduled(relativeTime(startsAt));
      return status === 'active' ? undefined : (texts) => texts.errors.allowlistPaused;
    }
  }
}

/** How many entries there may be. Who comes first gets a place, so there are as many entries as places. */
export function mostEntries({ kind, winnerCount, maxEntries }: AllowlistData): number | undefined {
  if (kind !== 'first_come' || winnerCount === undefined) return maxEntries;
  return Math.min(winnerCount, maxEntries ?? winnerCount);
}

/** The row of a press. Where it costs something it is unpaid, and due soon in case nobody settles it. */
export function newEntry(
  allowlist: DiscordAllowlistConnection,
  { discordId, interactionId }: Pick<MemberAction, 'discordId' | 'interactionId'>,
  { wallet, uniqueWallet, answer, tickets = 1, bonuses = [], risk = NO_RISK }: EntryWish,
  now: Date,
): NewEntry {
  const salt = newSalt();
  const price = allowlist.allowlistData.entryPrice?.amount;
  return {
    _id: new Types.ObjectId(),
    connectionId: allowlist._id.toHexString(),
    guildId: allowlist.guildId,
    communityId: allowlist.communityId,
    discordId,
    interactionId,
    ...(wallet !== undefined && { wallet }),
    // A refused entry keeps nobody else's wallet out.
    ...(uniqueWallet !== undefined && risk.verdict !== 'refuse' && { uniqueWallet }),
    ...(answer !== undefined && { answer }),
    tickets,
    bonuses: [...bonuses],
    salt,
    entrant: entrantOf(salt, discordId),
    risk,
    // Empty, so that MongoDB stamps it: no clock of a process decides who came before the closing.
    seq: new mongo.Timestamp({ t: 0, i: 0 }),
    createdAt: now,
    ...(price === undefined || risk.verdict === 'refuse'
      ? { state: stateBy(risk) }
      : { state: 'unpaid', price, due: new Date(now.getTime() + PAYMENT_MS) }),
  };
}

/**
 * Whether an entry counts, by its parent as read after its write. Without a stamp the closing, if it has
 * begun, is stamped later than the entry was.
 *
 * @param seqOf reads the entry's stamp; asked only where it decides
 */
export async function isCounted(
  parent: Closing | null,
  seqOf: () => Promise<mongo.Timestamp | undefined>,
): Promise<boolean> {
  if (parent === null || parent.status === 'cancelled') return false;
  if (parent.closedSeq === undefined) return true;
  const seq = await seqOf();
  return seq?.lessThan(parent.closedSeq) ?? false;
}

/** Refused before, and a manager has let them try again. */
export const isPardoned = ({ state, risk, due }: AllowlistEntry): boolean =>
  state === 'refused' && risk.verdict === 'accept' && due === undefined;
