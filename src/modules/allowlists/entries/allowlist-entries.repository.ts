import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import {
  anchorFilter,
  DueRows,
  FULL,
  GroupedInserts,
  INTERACTION_MAX_TIME_MS,
  isDuplicateKey,
  type PageAnchor,
  Seats,
} from '../../../infra/database/index.js';
import type { Tickets } from './bonus.rules.js';
import { AllowlistEntry, ENTRY_KEYS, type EntryState } from '../schemas/allowlist-entry.schema.js';

/** As a press makes it; a place is added where entries are limited. */
export type NewEntry = Omit<AllowlistEntry, 'seat' | 'leftAt'>;

/** What became of an insert, as the unique indexes decided. */
export type Insertion =
  /** This interaction's row stands, made now or by an earlier try of it. */
  | { readonly kind: 'entered'; readonly row: AllowlistEntry }
  /** The member's row of another interaction stands; with `leftAt` they may enter again. */
  | { readonly kind: 'standing'; readonly row: AllowlistEntry }
  | { readonly kind: 'wallet-taken' }
  /** All places were taken at a moment after the call. */
  | { readonly kind: 'full' };

/** A standing row may go between the refusal of an insert and the look at it. */
const MAX_TRIES = 3;
const HOT_INSERT = { maxTimeMS: INTERACTION_MAX_TIME_MS, writeConcern: { w: 'majority' } } as const;
const IS_IN = { leftAt: { $exists: false }, state: { $in: ['valid', 'held'] } } as const;

/** One member's part: the press, the payment, the leaving. Lists and counts are `EntryListsRepository`'s. */
@Injectable()
export class AllowlistEntriesRepository {
  private readonly seats = new Seats(ENTRY_KEYS.seat, (connectionId) => this.takenSeats(connectionId));
  private readonly inserts = new GroupedInserts(() => this.rows, HOT_INSERT);
  private readonly dueRows: DueRows;

  constructor(@InjectModel(AllowlistEntry.name) private readonly entries: Model<AllowlistEntry>) {
    this.dueRows = new DueRows(entries, 'due');
  }

  /**
   * The one write of a press: unique indexes over member, wallet and place decide. Past mongoose's document;
   * the collection's validator checks it. MongoDB stamps an empty `seq`.
   *
   * @param places where entries are limited: the row then takes a place
   */
  async insert(entry: NewEntry, places?: number): Promise<Insertion> {
    if (places === undefined) return this.insertOnce(entry, MAX_TRIES);
    const insertion = await this.seats.take(entry.connectionId, places, (seat) =>
      this.insertOnce({ ...entry, seat }, MAX_TRIES),
    );
    return insertion === FULL ? ((await this.standing(entry)) ?? { kind: 'full' }) : insertion;
  }

  /** Of a majority. */
  find(connectionId: string, discordId: string): Promise<AllowlistEntry | null> {
    return this.read({ connectionId, discordId });
  }

  /** Of a majority. */
  findById(entryId: string): Promise<AllowlistEntry | null> {
    return this.read({ _id: new Types.ObjectId(entryId) });
  }

  /** For the worker, which serves all guilds. */
  findByIds(entryIds: readonly string[]): Promise<AllowlistEntry[]> {
    const _id = { $in: entryIds.map((id) => new Types.ObjectId(id)) };
    return this.entries.find({ _id }).lean<AllowlistEntry[]>().exec();
  }

  /**
   * The member's entry stands no more, stamped by MongoDB; its place and its wallet are free again.
   *
   * @returns the row with its stamp; `null` when no entry of theirs stood
   */
  leave(connectionId: string, discordId: string): Promise<AllowlistEntry | null> {
    return this.rows.findOneAndUpdate(
      { connectionId, discordId, ...IS_IN },
      { $currentDate: { leftAt: { $type: 'timestamp' } }, $unset: { seat: '', uniqueWallet: '' } },
      { returnDocument: 'after', maxTimeMS: INTERACTION_MAX_TIME_MS },
    );
  }

  /**
   * Other tickets, stamped by MongoDB; those of before are kept beside, for a list that closes meanwhile.
   *
   * @param seen as it was read: `null` where it has changed since, or stands no more
   */
  renew(seen: AllowlistEntry, { tickets, bonuses }: Tickets): Promise<AllowlistEntry | null> {
    return this.rows.findOneAndUpdate(
      { _id: seen._id, tickets: seen.tickets, ...asRenewed(seen), ...IS_IN },
      {
        $set: { tickets, bonuses: [...bonuses], 'renewal.before': seen.tickets },
        $currentDate: { 'renewal.seq': { $type: 'timestamp' } },
      },
      { returnDocument: 'after', maxTimeMS: INTERACTION_MAX_TIME_MS },
    );
  }

  /** For a renewal that came after the closing: the list counts the tickets of before anyway. */
  async undoRenewal(renewed: AllowlistEntry, { tickets, bonuses }: AllowlistEntry): Promise<void> {
    await this.rows.updateOne(
      { _id: renewed._id, ...asRenewed(renewed) },
      { $set: { tickets, bonuses }, $unset: { renewal: '' } },
      { maxTimeMS: INTERACTION_MAX_TIME_MS },
    );
  }

  /**
   * The wallet that a prize goes to, kept from all other entries of the allowlist; nothing on the list changes.
   *
   * @param seen as it was read: `null` where it names another wallet by now, or is gone
   */
  async giveWallet(seen: AllowlistEntry, address: string): Promise<AllowlistEntry | 'wallet-taken' | null> {
    const uniqueWallet = seen.uniqueWallet ?? { $exists: false };
    try {
      return await this.rows.findOneAndUpdate(
        { _id: seen._id, uniqueWallet },
        { $set: { wallet: address, uniqueWallet: address } },
        { returnDocument: 'after', maxTimeMS: INTERACTION_MAX_TIME_MS, writeConcern: { w: 'majority' } },
      );
    } catch (error) {
      if (isDuplicateKey(error, ENTRY_KEYS.wallet)) return 'wallet-taken';
      throw error;
    }
  }

  /** Makes room for entering again. Only where the parent has no closing stamp: the row may be on the list. */
  async removeLeft({ _id, leftAt }: AllowlistEntry): Promise<void> {
    await this.rows.deleteOne({ _id, leftAt }, { maxTimeMS: INTERACTION_MAX_TIME_MS });
  }

  /** Makes room for who was refused and may enter again. Not while something is to be paid back. */
  async removePardoned({ _id }: AllowlistEntry): Promise<void> {
    await this.rows.deleteOne(
      { _id, state: 'refused', 'risk.verdict': 'accept', due: { $exists: false } },
      { maxTimeMS: INTERACTION_MAX_TIME_MS },
    );
  }

  /** A row that doesn't count, unless points were paid for it. */
  async removeUncounted({ _id }: AllowlistEntry): Promise<void> {
    await this.rows.deleteOne(
      { _id, $or: [{ state: 'unpaid' }, { price: { $exists: false } }] },
      { maxTimeMS: INTERACTION_MAX_TIME_MS },
    );
  }

  /** False when it was paid, or gone. */
  async removeUnpaid(entryId: string): Promise<boolean> {
    const { deletedCount } = await this.rows.deleteOne({ _id: new Types.ObjectId(entryId), state: 'unpaid' });
    return deletedCount > 0;
  }

  /** After this no payment that was under way takes points any more. Call it before a list is read. */
  async removeAllUnpaid(connectionId: string): Promise<void> {
    await this.rows.deleteMany({ connectionId, state: 'unpaid' });
  }

  /** Inside the transaction of the debit; false when it was paid before, or is gone. */
  async markPaid(entryId: string, state: EntryState = 'valid'): Promise<boolean> {
    const { modifiedCount } = await this.entries.updateOne(
      { _id: new Types.ObjectId(entryId), state: 'unpaid' },
      { $set: { state }, $unset: { due: '' } },
    );
    return modifiedCount > 0;
  }

  /** What was paid for the entries that stand is owed back. Again and again the same. */
  async oweRefunds(connectionId: string, due: Date): Promise<void> {
    await this.entries.updateMany({ connectionId, ...IS_IN, price: { $gt: 0 } }, { $set: { due } });
  }

  /** Inside the transaction of the refunds; false when one was refunded before. */
  async markRefunded(entryIds: readonly string[]): Promise<boolean> {
    const _id = { $in: entryIds.map((id) => new Types.ObjectId(id)) };
    const { modifiedCount } = await this.entries.updateMany(
      { _id, price: { $gt: 0 } },
      { $unset: { price: '', due: '' } },
    );
    return modifiedCount === entryIds.length;
  }

  /** Whether an entry of this allowlist is still to be paid or refunded. */
  async isAnyDue(connectionId: string): Promise<boolean> {
    const row = await this.entries
      .findOne({ due: { $gt: new Date(0) }, connectionId }, { _id: 1 })
      .hint('due')
      .lean()
      .exec();
    return row !== null;
  }

  claimDue(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.dueRows.claim(now, until, limit);
  }

  postpone(entryId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.dueRows.postpone(entryId, claimedUntil, until);
  }

  /** A member's entries in a server, newest first. */
  async pageOfMember(
    guildId: string,
    discordId: string,
    anchor: PageAnchor | undefined,
    limit: number,
  ): Promise<AllowlistEntry[]> {
    const isBackwards = anchor?.direction === 'before';
    const _id = anchorFilter(anchor);
    const page = await this.entries
      .find({ guildId, discordId, ...(_id && { _id }) })
      .sort({ _id: isBackwards ? 1 : -1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<AllowlistEntry[]>()
      .exec();
    return isBackwards ? page.reverse() : page;
  }

  /** A member's entries among these allowlists. */
  ofMember(discordId: string, connectionIds: readonly string[]): Promise<AllowlistEntry[]> {
    return this.entries
      .find({ connectionId: { $in: [...connectionIds] }, discordId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<AllowlistEntry[]>()
      .exec();
  }

  private async insertOnce(row: AllowlistEntry, triesLeft: number): Promise<Insertion> {
    try {
      await this.inserts.insert(row);
      return { kind: 'entered', row };
    } catch (error) {
      const isWalletTaken = isDuplicateKey(error, ENTRY_KEYS.wallet);
      if (!isWalletTaken && !isDuplicateKey(error, ENTRY_KEYS.member)) throw error;
      // A member who presses twice meets both indexes; which one is named is MongoDB's choice.
      const standing = await this.standing(row);
      if (standing !== null) return standing;
      if (isWalletTaken) return { kind: 'wallet-taken' };
      if (triesLeft === 1) throw error;
      return this.insertOnce(row, triesLeft - 1);
    }
  }

  private async standing({ connectionId, discordId, interactionId }: NewEntry): Promise<Insertion | null> {
    const row = await this.find(connectionId, discordId);
    return row && { kind: row.interactionId === interactionId ? 'entered' : 'standing', row };
  }

  private read(filter: { _id: Types.ObjectId } | { connectionId: string; discordId: string }) {
    return this.entries
      .findOne(filter)
      .readConcern('majority')
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<AllowlistEntry>()
      .exec();
  }

  private async takenSeats(connectionId: string): Promise<number[]> {
    const rows = await this.entries
      .find({ connectionId, seat: { $gt: 0 } }, { _id: 0, seat: 1 })
      .hint(ENTRY_KEYS.seat)
      .readConcern('majority')
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<{ seat: number }[]>()
      .exec();
    return rows.map(({ seat }) => seat);
  }

  /** The driver's collection: what MongoDB stamps must not be cast. */
  private get rows(): mongo.Collection<AllowlistEntry> {
    return this.entries.collection as unknown as mongo.Collection<AllowlistEntry>;
  }
}

const asRenewed = ({ renewal }: AllowlistEntry) => ({ 'renewal.seq': renewal?.seq ?? { $exists: false } });
