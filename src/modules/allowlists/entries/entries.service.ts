import { Injectable } from '@nestjs/common';
import type { MemberAction } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { AllowlistEntriesRepository, type Insertion } from './allowlist-entries.repository.js';
import {
  AllowlistClosedError,
  AllowlistFullError,
  AlreadyEnteredError,
  EntryHeldError,
  EntryRefusedError,
  NotEnteredError,
  WalletTakenError,
} from '../allowlists.errors.js';
import { AllowlistsRepository } from '../allowlists.repository.js';
import { EntryAttemptsRepository } from '../risk/entry-attempts.repository.js';
import { EntryPayments } from './entry-payments.service.js';
import {
  assertOpen,
  type EntryWish,
  isCounted,
  isPardoned,
  mostEntries,
  newEntry,
  stateBy,
} from './entry.rules.js';
import { OwnAllowlists } from '../own-allowlists.service.js';
import type { DiscordAllowlistConnection } from '../schemas/allowlist-connection.schema.js';
import type { AllowlistEntry } from '../schemas/allowlist-entry.schema.js';
import type { AttemptKind } from '../schemas/entry-attempt.schema.js';

type Member = Pick<MemberAction, 'guildId' | 'discordId' | 'interactionId'>;

/** What a member does with a posted allowlist. */
@Injectable()
export class EntriesService {
  constructor(
    private readonly allowlists: AllowlistsRepository,
    private readonly own: OwnAllowlists,
    private readonly entries: AllowlistEntriesRepository,
    private readonly attempts: EntryAttemptsRepository,
    private readonly payments: EntryPayments,
    private readonly clock: Clock,
  ) {}

  /**
   * Enters a member. One insert decides; whether the list had closed by then is read after it. A price is
   * taken with the entry or not at all. The same interaction twice gives the same answer.
   *
   * @returns the row; its salt is the member's to see
   * @throws AllowlistNotFoundError no such allowlist in this guild
   * @throws AllowlistClosedError it takes no entries, or had closed when this one came
   * @throws AlreadyEnteredError
   * @throws WalletTakenError
   * @throws AllowlistFullError
   * @throws NotEnoughPointsError
   */
  async enter(member: Member, connectionId: string, wish: EntryWish = {}): Promise<AllowlistEntry> {
    const allowlist = await this.allowlists.findFresh(member.guildId, connectionId);
    if (allowlist === null) throw this.own.notFound(connectionId);
    const now = this.clock.now();
    assertOpen(allowlist, now);
    const insertion = await this.insert(allowlist, member, wish, now);
    switch (insertion.kind) {
      case 'entered':
        await this.confirm(insertion.row);
        await this.countRisk(member, insertion.row);
        return Object.assign(insertion.row, { state: settledState(insertion.row) });
      case 'standing':
        // It may be another press of the same member that is still being paid.
        if (insertion.row.state === 'unpaid') await this.confirm(insertion.row);
        await this.count(member, connectionId, 'duplicate');
        throw refusalOf(insertion.row);
      case 'wallet-taken':
        await this.count(member, connectionId, 'wallet');
        throw new WalletTakenError();
      case 'full':
        throw new AllowlistFullError();
    }
  }

  /**
   * Takes a member's entry out. What was paid stays paid.
   *
   * @returns whether the list had closed before: the entry is on it all the same
   * @throws NotEnteredError
   */
  async leave(member: Member, connectionId: string): Promise<{ isStillListed: boolean }> {
    const allowlist = await this.allowlists.findFresh(member.guildId, connectionId);
    if (allowlist === null) throw this.own.notFound(connectionId);
    const left = await this.entries.leave(connectionId, member.discordId);
    if (left === null) {
      await this.leaveUnpaid(connectionId, member.discordId);
      return { isStillListed: false };
    }
    const parent = await this.allowlists.closingOf(connectionId);
    const isOnList = await isCounted(parent, () => Promise.resolve(left.seq));
    const closedSeq = parent?.closedSeq;
    return {
      isStillListed: isOnList && closedSeq !== undefined && left.leftAt?.lessThan(closedSeq) === false,
    };
  }

  /** Who left may enter again: their old row gives way, unless a list that it is on has been fixed. */
  private async insert(
    allowlist: DiscordAllowlistConnection,
    member: Member,
    wish: EntryWish,
    now: Date,
  ): Promise<Insertion> {
    const entry = newEntry(allowlist, member, wish, now);
    // Who is refused takes nobody's place.
    const places = entry.state === 'refused' ? undefined : mostEntries(allowlist.allowlistData);
    const insertion = await this.entries.insert(entry, places);
    if (insertion.kind !== 'standing') return insertion;
    const { row } = insertion;
    if (isPardoned(row)) {
      await this.entries.removePardoned(row);
      // A manager has looked at this member: they are not held again.
      const { score, signals } = entry.risk;
      const risk = { score, signals, verdict: 'accept' } as const;
      const pardoned = newEntry(allowlist, member, { ...wish, risk }, now);
      return this.entries.insert(pardoned, mostEntries(allowlist.allowlistData));
    }
    if (row.leftAt === undefined) return insertion;
    const parent = await this.allowlists.closingOf(entry.connectionId);
    // Without a stamp now, any later one comes after the leaving: the old row is on no list.
    if (parent?.status !== 'active' || parent.closedSeq !== undefined) throw new AllowlistClosedError();
    await this.entries.removeLeft(row);
    return this.entries.insert(entry, places);
  }

  private async countRisk({ discordId }: Member, { connectionId, risk }: AllowlistEntry): Promise<void> {
    const signal = risk.signals[0]?.name;
    if (risk.verdict === 'accept' || signal === undefined) return;
    await this.attempts.record({ connectionId, discordId, kind: 'fraud', signal }, this.clock.now());
  }

  /** @throws NotEnteredError */
  private async leaveUnpaid(connectionId: string, discordId: string): Promise<void> {
    const row = await this.entries.find(connectionId, discordId);
    if (row?.state === 'unpaid' && (await this.entries.removeUnpaid(row._id.toHexString()))) return;
    throw new NotEnteredError();
  }

  private async confirm(row: AllowlistEntry): Promise<void> {
    const parent = await this.allowlists.closingOf(row.connectionId);
    const seqOf = async () => (await this.entries.findById(row._id.toHexString()))?.seq;
    if (!(await isCounted(parent, seqOf))) {
      await this.entries.removeUncounted(row);
      throw new AllowlistClosedError();
    }
    if (row.state === 'unpaid') await this.payments.pay(row);
  }

  private async count({ discordId }: Member, connectionId: string, kind: AttemptKind): Promise<void> {
    await this.attempts.record({ connectionId, discordId, kind }, this.clock.now());
  }
}

/** Of a row that is paid by now, or costs nothing. */
const settledState = ({ state, risk }: AllowlistEntry): AllowlistEntry['state'] =>
  state === 'unpaid' ? stateBy(risk) : state;

/** What a member is told whose entry stands, or stood. */
export function refusalOf({ state, createdAt }: AllowlistEntry): Error {
  if (state === 'held') return new EntryHeldError();
  return state === 'refused' ? new EntryRefusedError() : new AlreadyEnteredError(createdAt);
}
