import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { AllowlistEntry, type EntryState } from '../schemas/allowlist-entry.schema.js';

/** What the frozen list has of an entry. */
export type ListedEntry = Pick<AllowlistEntry, 'discordId' | 'salt' | 'entrant' | 'tickets'>;

type ListedRow = ListedEntry & Pick<AllowlistEntry, 'renewal'>;

/** A portion of the list: a few milliseconds of work. */
const LISTED_AT_ONCE = 1_000;

export interface HourOfEntries {
  /** When the hour begins. */
  readonly start: Date;
  readonly state: EntryState;
  readonly entries: number;
  readonly tickets: number;
}

const LOOKED_UP_AT_ONCE = 1_000;

/** All entries of an allowlist: its list and its counts. */
@Injectable()
export class EntryListsRepository {
  constructor(@InjectModel(AllowlistEntry.name) private readonly entries: Model<AllowlistEntry>) {}

  /** Entries that stand, by state and by the hour in which they were made, oldest first. One pass over them. */
  byHour(connectionId: string, closedSeq: mongo.Timestamp | undefined): Promise<HourOfEntries[]> {
    const start = { $dateTrunc: { date: '$createdAt', unit: 'hour' } } as const;
    return this.entries
      .aggregate<HourOfEntries>([
        { $match: { connectionId, state: { $in: ['valid', 'held'] }, ...standingAt(closedSeq) } },
        {
          $group: {
            _id: { state: '$state', start },
            entries: { $sum: 1 },
            tickets: { $sum: ticketsAt(closedSeq) },
          },
        },
        { $sort: { '_id.start': 1 } },
        { $project: { _id: 0, start: '$_id.start', state: '$_id.state', entries: 1, tickets: 1 } },
      ])
      .exec();
  }

  /** Entries that stood when the list closed, or stand now; the newest first. */
  standing(
    connectionId: string,
    closedSeq: mongo.Timestamp | undefined,
    limit: number,
  ): Promise<Pick<AllowlistEntry, 'discordId' | 'wallet' | 'tickets' | 'createdAt'>[]> {
    return this.entries
      .find(
        { connectionId, state: 'valid', ...standingAt(closedSeq) },
        { _id: 0, discordId: 1, wallet: 1, tickets: 1, createdAt: 1 },
      )
      .sort({ _id: -1 })
      .limit(limit)
      .lean<AllowlistEntry[]>()
      .exec();
  }

  /** Who entered last, newest first. */
  newest(connectionId: string, limit: number): Promise<Pick<AllowlistEntry, 'discordId' | 'createdAt'>[]> {
    return this.entries
      .find({ connectionId, state: 'valid', leftAt: { $exists: false } }, { discordId: 1, createdAt: 1 })
      .sort({ _id: -1 })
      .limit(limit)
      .lean<AllowlistEntry[]>()
      .exec();
  }

  /**
   * The list as the closing fixed it, in the order of `entrant`. Read it when the longest insert that was
   * under way at the closing has ended, and after `removeAllUnpaid` and
   * `HeldEntriesService.expire`.
   *
   * In portions, of which MongoDB reads the next while one is worked on.
   *
   * @param after goes on behind this `entrant`
   */
  async *streamList(
    connectionId: string,
    closedSeq: mongo.Timestamp,
    after = '',
  ): AsyncGenerator<ListedEntry[]> {
    const cursor = this.entries.collection.find<ListedRow>(
      { connectionId, entrant: { $gt: after }, state: 'valid', ...standingAt(closedSeq) },
      {
        // Fields as they stand: an expression for the tickets takes MongoDB half as long again.
        projection: { _id: 0, discordId: 1, salt: 1, entrant: 1, tickets: 1, renewal: 1 },
        sort: { entrant: 1 },
        hint: 'entrant_unique',
        batchSize: LISTED_AT_ONCE,
      },
    );
    try {
      let hasMore = cursor.hasNext();
      while (await hasMore) {
        const portion = cursor.readBufferedDocuments();
        hasMore = cursor.hasNext();
        // Whoever takes no more portions doesn't wait for it.
        hasMore.catch(() => undefined);
        for (const row of portion)
          if (row.renewal?.seq.greaterThanOrEqual(closedSeq) === true) row.tickets = row.renewal.before;
        yield portion;
      }
    } finally {
      await cursor.close();
    }
  }

  /** How many of the list there are now: fewer than were read, where members were erased since. A pass over them. */
  async countListed(connectionId: string, closedSeq: mongo.Timestamp): Promise<number> {
    const [listed] = await this.entries
      .aggregate<{ entries: number }>([
        { $match: { connectionId, state: 'valid', ...standingAt(closedSeq) } },
        { $group: { _id: null, entries: { $sum: 1 } } },
      ])
      .readConcern('majority')
      .exec();
    return listed?.entries ?? 0;
  }

  /** Those of these members who have no entry. */
  async missing(connectionId: string, discordIds: readonly string[]): Promise<string[]> {
    const left = new Set(discordIds);
    for (let from = 0; from < discordIds.length; from += LOOKED_UP_AT_ONCE) {
      const some = discordIds.slice(from, from + LOOKED_UP_AT_ONCE);
      const found = await this.entries
        .find({ connectionId, discordId: { $in: some } }, { _id: 0, discordId: 1 })
        .readConcern('majority')
        .lean<Pick<AllowlistEntry, 'discordId'>[]>()
        .exec();
      for (const { discordId } of found) left.delete(discordId);
    }
    return [...left];
  }

  /** Whose line of the list it is; `null` where they were erased. */
  at(connectionId: string, entrant: string): Promise<Pick<AllowlistEntry, 'guildId' | 'discordId'> | null> {
    return this.entries
      .findOne({ connectionId, entrant }, { _id: 0, guildId: 1, discordId: 1 })
      .lean<AllowlistEntry>()
      .exec();
  }

  /** All of the list have won, and are to be told. Again it changes nothing. */
  async markWon(connectionId: string, closedSeq: mongo.Timestamp, wonAt: Date): Promise<void> {
    await this.entries.updateMany(
      { connectionId, state: 'valid', ...standingAt(closedSeq), wonAt: { $exists: false } },
      { $set: { wonAt, notice: { about: 'won', due: wonAt } } },
    );
  }

  /** Who came first, first; those of the list alone. @param after goes on behind this `seq` */
  firstCome(
    connectionId: string,
    closedSeq: mongo.Timestamp,
    after: mongo.Timestamp | undefined,
    limit: number,
  ): Promise<(ListedEntry & Pick<AllowlistEntry, 'seq'>)[]> {
    const isBehind = after === undefined ? [] : [{ seq: { $gt: after } }];
    return this.entries
      .find(
        { $and: [{ connectionId, state: 'valid', ...standingAt(closedSeq) }, ...isBehind] },
        { _id: 0, discordId: 1, salt: 1, entrant: 1, tickets: 1, seq: 1 },
      )
      .sort({ seq: 1 })
      .limit(limit)
      .lean<(ListedEntry & Pick<AllowlistEntry, 'seq'>)[]>()
      .exec();
  }
}

/** Entries that stood when the list closed; now, while it is open. */
export function standingAt(closedSeq: mongo.Timestamp | undefined): mongo.Document {
  if (closedSeq === undefined) return { leftAt: { $exists: false } };
  return { seq: { $lt: closedSeq }, $or: [{ leftAt: { $exists: false } }, { leftAt: { $gte: closedSeq } }] };
}

/** Tickets when the list closed: a refresh that was stamped later does not count. `countedTickets` says the same. */
function ticketsAt(closedSeq: mongo.Timestamp | undefined): string | mongo.Document {
  if (closedSeq === undefined) return '$tickets';
  return { $cond: [{ $gte: ['$renewal.seq', closedSeq] }, '$renewal.before', '$tickets'] };
}
