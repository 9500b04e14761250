import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import {
  bestMatches,
  anchorFilter,
  DueRows,
  INTERACTION_MAX_TIME_MS,
  isDuplicateKey,
  type PageAnchor,
} from '../../infra/database/index.js';
import { Clock, SECOND_MS } from '../../kernel/clock.js';
import { FreshReads } from '../../kernel/fresh-reads.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import { SharedReads } from '../../kernel/shared-reads.js';
import type { Closing } from './entries/entry.rules.js';
import {
  type AllowlistAnalytics,
  type AllowlistStatus,
  type AttemptData,
  DiscordAllowlistConnection,
  type EntryManagement,
  type FraudData,
} from './schemas/allowlist-connection.schema.js';

/** What a recount found. */
export type EntryFigures = Pick<EntryManagement, 'totals' | 'entryQueue'> &
  Pick<AllowlistAnalytics, 'competitiveness' | 'popularityTrend'>;

const SHARED_MS = SECOND_MS;

@Injectable()
export class AllowlistsRepository {
  private readonly shared: SharedReads<DiscordAllowlistConnection | null>;
  private readonly closings = new FreshReads<Closing | null>();
  private readonly dueCards: DueRows;

  constructor(
    @InjectModel(DiscordAllowlistConnection.name)
    private readonly allowlists: Model<DiscordAllowlistConnection>,
    clock: Clock,
  ) {
    this.shared = new SharedReads(clock, SHARED_MS);
    this.dueCards = new DueRows(allowlists, 'card.due');
  }

  /** False when it, or another row of the same allowlist, was there before. */
  async insert(allowlist: DiscordAllowlistConnection): Promise<boolean> {
    try {
      await this.allowlists.collection.insertOne(allowlist, { maxTimeMS: INTERACTION_MAX_TIME_MS });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Only in its own guild: an id from elsewhere finds nothing. */
  async find(guildId: string, connectionId: string): Promise<DiscordAllowlistConnection | null> {
    if (!isObjectIdText(connectionId)) return null;
    return this.allowlists
      .findOne({ _id: new Types.ObjectId(connectionId), guildId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAllowlistConnection>()
      .exec();
  }

  /** `find` for presses: shared, and up to a second old. What it lets in is judged by `closingOf`. */
  findFresh(guildId: string, connectionId: string): Promise<DiscordAllowlistConnection | null> {
    return this.shared.get(`${guildId}/${connectionId}`, () => this.find(guildId, connectionId));
  }

  /** Of a majority, by a read that begins after the call; those at the same moment share one. */
  closingOf(connectionId: string): Promise<Closing | null> {
    return this.closings.get(connectionId, async () => {
      const found = await this.allowlists
        .findById(connectionId, { 'allowlistData.status': 1, closedSeq: 1 })
        .readConcern('majority')
        .maxTimeMS(INTERACTION_MAX_TIME_MS)
        .lean<DiscordAllowlistConnection>()
        .exec();
      if (found === null) return null;
      const { allowlistData, closedSeq } = found;
      return { status: allowlistData.status, ...(closedSeq && { closedSeq }) };
    });
  }

  /** For projections and workers, which serve all guilds. */
  findById(connectionId: string): Promise<DiscordAllowlistConnection | null> {
    return this.allowlists.findById(connectionId).lean<DiscordAllowlistConnection>().exec();
  }

  /** Open allowlists, newest first; `before` gives the page before an anchor, in the same order. */
  async pageOfOpen(
    guildId: string,
    now: Date,
    anchor: PageAnchor | undefined,
    limit: number,
  ): Promise<DiscordAllowlistConnection[]> {
    const isBackwards = anchor?.direction === 'before';
    const _id = anchorFilter(anchor);
    const page = await this.allowlists
      .find({
        guildId,
        'allowlistData.status': 'active',
        'allowlistData.endsAt': { $gt: now },
        messageId: { $gt: '' },
        ...(_id && { _id }),
      })
      .sort({ _id: isBackwards ? 1 : -1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAllowlistConnection[]>()
      .exec();
    return isBackwards ? page.reverse() : page;
  }

  /** Those of these that are in this server. */
  findMany(guildId: string, connectionIds: readonly string[]): Promise<DiscordAllowlistConnection[]> {
    const _id = { $in: connectionIds.map((id) => new Types.ObjectId(id)) };
    return this.allowlists
      .find({ _id, guildId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAllowlistConnection[]>()
      .exec();
  }

  /** Those whose entries may still change. */
  async openIds(): Promise<string[]> {
    const open = await this.allowlists
      .find({ 'allowlistData.status': { $in: ['active', 'paused', 'closing'] } }, { _id: 1 })
      .lean<DiscordAllowlistConnection[]>()
      .exec();
    return open.map(({ _id }) => _id.toHexString());
  }

  /** By words of title and description within a server, the best first. */
  search(guildId: string, words: string): Promise<DiscordAllowlistConnection[]> {
    return this.allowlists
      .aggregate<DiscordAllowlistConnection>(bestMatches({ guildId }, words))
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS })
      .exec();
  }

  /** Moves an allowlist on only from a state that allows it; `null` when somebody else was faster. */
  transition(
    guildId: string,
    connectionId: string,
    from: readonly AllowlistStatus[],
    to: AllowlistStatus,
  ): Promise<DiscordAllowlistConnection | null> {
    return this.allowlists
      .findOneAndUpdate(
        { _id: new Types.ObjectId(connectionId), guildId, 'allowlistData.status': { $in: from } },
        { $set: { 'allowlistData.status': to } },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAllowlistConnection>()
      .exec();
  }

  /**
   * The second write of a closing, after the move to `closing`: MongoDB stamps the moment from which nothing
   * counts. One write for both would tell members about a list that is not fixed yet.
   *
   * @returns the stamp, the same for whoever asks again; `null` when it is not closing
   */
  async close(connectionId: string): Promise<mongo.Timestamp | null> {
    const _id = new Types.ObjectId(connectionId);
    await this.allowlists.collection.updateOne(
      { _id, 'allowlistData.status': 'closing', closedSeq: { $exists: false } },
      { $currentDate: { closedSeq: { $type: 'timestamp' } } },
    );
    return (await this.closingOf(connectionId))?.closedSeq ?? null;
  }

  /** Cancelled, and everything was given back. */
  async endCancelled(connectionId: string, closedAt: Date): Promise<void> {
    const _id = new Types.ObjectId(connectionId);
    await this.allowlists.updateOne(
      { _id, 'allowlistData.status': 'cancelled', closedAt: { $exists: false } },
      { $set: { closedAt } },
    );
  }

  /** Writes a recount; the card becomes due when it shows something else. */
  async setFigures(connectionId: string, figures: EntryFigures, now: Date): Promise<void> {
    const { totals, entryQueue, competitiveness, popularityTrend } = figures;
    const isAlive = { $in: ['$allowlistData.status', ['active', 'paused', 'closing']] };
    const isShown = { $eq: [{ $ifNull: ['$card.shown', -1] }, totals.entries] };
    await this.allowlists.updateOne(
      { _id: new Types.ObjectId(connectionId) },
      [
        {
          $set: {
            'entryManagement.totals': totals,
            'entryManagement.entryQueue': { $literal: entryQueue },
            'analytics.competitiveness': competitiveness,
            'analytics.popularityTrend': { $literal: popularityTrend },
            'card.wanted': totals.entries,
            'card.due': {
              $cond: [
                { $and: [isAlive, { $not: isShown }] },
                { $min: [{ $ifNull: ['$card.due', now] }, now] },
                { $ifNull: ['$card.due', '$$REMOVE'] },
              ],
            },
          },
        },
      ],
      { updatePipeline: true },
    );
  }

  async setAttempts(
    connectionId: string,
    duplicateAttempts: readonly AttemptData[],
    fraudulentAttempts: readonly FraudData[],
  ): Promise<void> {
    await this.allowlists.updateOne(
      { _id: new Types.ObjectId(connectionId) },
      {
        $set: {
          'entryManagement.duplicateAttempts': duplicateAttempts,
          'entryManagement.fraudulentAttempts': fraudulentAttempts,
        },
      },
    );
  }

  /** Its card is to be drawn anew, soon. */
  async redrawCard(connectionId: string, now: Date): Promise<void> {
    await this.allowlists.updateOne(
      { _id: new Types.ObjectId(connectionId), messageId: { $gt: '' }, 'card.due': { $exists: false } },
      { $set: { 'card.due': now }, $unset: { 'card.shown': '' } },
    );
  }

  claimDueCards(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.dueCards.claim(now, until, limit);
  }

  postponeCard(connectionId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.dueCards.postpone(connectionId, claimedUntil, until);
  }
}
