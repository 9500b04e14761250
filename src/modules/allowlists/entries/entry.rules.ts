import { createHash, randomBytes } from 'node:crypto';
import { mongo, Types } from 'mongoose';
import type { MemberAction } from '../../../infra/discord/index.js';
import { SECOND_MS } from '../../../kernel/clock.js';
import type { NewEntry } from './allowlist-entries.repository.js';
import { AllowlistClosedError } from '../allowlists.errors.js';
import type { AllowlistStatus, DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';

/** What a member enters with, beyond themselves. */
export interface EntryWish {
  /** Where the prize goes: as pasted, or proven. */
  readonly wallet?: string;
  /** `wallet` in its one spelling, where the allowlist takes each wallet once. */
  readonly uniqueWallet?: string;
  /** 1 and the bonus entries; 1 unless told. */
  readonly tickets?: number;
}

/** The parent as it was read after a write; what it says decides what a member is told. */
export interface Closing {
  readonly status: AllowlistStatus;
  readonly closedSeq?: mongo.Timestamp;
}

/** The press itself pays; this long after it the worker finishes what a crash left. */
const PAYMENT_MS = 10 * SECOND_MS;
const SALT_BYTES = 16;

/** 32 hex digits from the CSPRNG. */
export const newSalt = (): string => randomBytes(SALT_BYTES).toString('hex');

/** An entry's place in the frozen list (draw protocol, section 1). */
export const entrantOf = (salt: string, discordId: string): string =>
  createHash('sha256').update(`${salt}:${discordId}`).digest('hex');

/** @throws AllowlistClosedError */
export function assertOpen({ allowlistData }: DiscordAllowlistConnection, now: Date): void {
  const { status, startsAt, endsAt } = allowlistData;
  const hasBegun = startsAt === undefined || startsAt <= now;
  if (status !== 'active' || !hasBegun || endsAt <= now) throw new AllowlistClosedError();
}

/** The row of a press. Where it costs something it is unpaid, and due soon in case nobody settles it. */
export function newEntry(
  allowlist: DiscordAllowlistConnection,
  { discordId, interactionId }: Pick<MemberAction, 'discordId' | 'interactionId'>,
  { wallet, uniqueWallet, tickets = 1 }: EntryWish,
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
    ...(uniqueWallet !== undefined && { uniqueWallet }),
    tickets,
    salt,
    entrant: entrantOf(salt, discordId),
    risk: { score: 0, signals: [] },
    // Empty, so that MongoDB stamps it: no clock of a process decides who came before the closing.
    seq: new mongo.Timestamp({ t: 0, i: 0 }),
    createdAt: now,
    ...(price === undefined
      ? { state: 'valid' }
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
