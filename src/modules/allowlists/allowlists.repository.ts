import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { type Cache, Caches } from '../../infra/cache/index.js';
import {
  bestMatches,
  anchorFilter,
  INTERACTION_MAX_TIME_MS,
  type PageAnchor,
} from '../../infra/database/index.js';
import { Clock, SECOND_MS } from '../../kernel/clock.js';
import { FreshReads } from '../../kernel/fresh-reads.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import { SharedReads } from '../../kernel/shared-reads.js';
import { CardPace, dueAfterCount } from '../cards/index.js';
import { ALLOWLIST_CARDS } from './cards/allowlist-cards.repository.js';
import { DERIVED_FIGURES } from './figures/derived-figures.js';
import type { Closing } from './entries/entry.rules.js';
import {
  ALLOWLIST_STATUSES,
  type AllowlistAnalytics,
  allowlistConnections,
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

/** Titles of a server: so many, the newest. About a hundred bytes each. */
const KEPT_TITLES = 300;
const KEPT_SERVERS = 300;

/** What an allowlist is chosen by. */
export interface AllowlistTitle {
  readonly id: string;
  readonly title: string;
  readonly status: AllowlistStatus;
}

@Injectable()
export class AllowlistsRepository {
  private readonly shared: SharedReads<DiscordAllowlistConnection | null>;
  private readonly keptTitles: Cache<{ readonly titles: readonly AllowlistTitle[] }>;
  private readonly closings = new FreshReads<Closing | null>();

  constructor(
    @InjectModel(DiscordAllowlistConnection.name)
    private readonly allowlists: Model<DiscordAllowlistConnection>,
    private readonly pace: CardPace,
    clock: Clock,
    caches: Caches,
  ) {
    this.shared = new SharedReads(clock, SHARED_MS);
    this.keptTitles = caches.create({
      name: 'allowlist_titles',
      version: 1,
      maxEntries: KEPT_SERVERS,
      collection: allowlistConnections.name,
      ignores: ['entryManagement', 'winnerData', 'analytics', 'card', 'lifeDue', 'messageId'],
      reads: [],
      // An event of a change names no server.
      keyOf: () => undefined,
    });
  }

  /** Fails with a duplicate key when the same form made it before: the id is the draft's. */
  async insert(allowlist: DiscordAllowlistConnection): Promise<void> {
    await this.allowlists.insertMany([allowlist]);
    await this.forgetTitles(allowlist.guildId);
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

  /** The allowlist behind a message of this guild. */
  findByMessage(guildId: string, messageId: string): Promise<DiscordAllowlistConnection | null> {
    return this.allowlists
      .findOne({ messageId, guildId })
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

  /** For suggestions while somebody types: kept, so what another process made may be a minute late. */
  async titles(guildId: string): Promise<readonly AllowlistTitle[]> {
    const kept = await this.keptTitles.get(guildId, async () => ({ titles: await this.readTitles(guildId) }));
    return kept?.titles ?? [];
  }

  /** Newest first, whatever became of them. */
  async readTitles(guildId: string): Promise<AllowlistTitle[]> {
    const rows = await this.allowlists
      .find(
        { guildId, 'allowlistData.status': { $in: [...ALLOWLIST_STATUSES] } },
        { 'allowlistData.title': 1, 'allowlistData.status': 1 },
      )
      .sort({ _id: -1 })
      .limit(KEPT_TITLES)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAllowlistConnection[]>()
      .exec();
    return rows.map(({ _id, allowlistData: { title, status } }) => ({
      id: _id.toHexString(),
      title,
      status,
    }));
  }

  /** For who has just changed one: what is kept here is read anew. */
  forgetTitles(guildId: string): Promise<void> {
    return this.keptTitles.drop(guildId);
  }

  /** By words of title and description within a server, the best first. */
  search(guildId: string, words: string): Promise<DiscordAllowlistConnection[]> {
    return this.allowlists
      .aggregate<DiscordAllowlistConnection>(bestMatches({ guildId }, words))
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS })
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
    const { entries, tickets } = totals;
    const haveTicketsChanged = { $ne: ['$entryManagement.totals.tickets', tickets] };
    const version = { $cond: [haveTicketsChanged, { $add: ['$card.version', 1] }, '$card.version'] };
    const wanted = { wanted: entries, version };
    await this.allowlists.updateOne(
      { _id: new Types.ObjectId(connectionId) },
      [
        {
          $set: {
            'entryManagement.totals': totals,
            'card.due': dueAfterCount(ALLOWLIST_CARDS, wanted, now, this.pace.betweenEditsMs),
            'card.version': version,
            'entryManagement.entryQueue': { $literal: entryQueue },
            'analytics.competitiveness': competitiveness,
            'analytics.popularityTrend': { $literal: popularityTrend },
            'card.wanted': entries,
          },
        },
        DERIVED_FIGURES,
      ],
      { updatePipeline: true },
    );
  }

  /** Inside a transaction that has read what stands there. */
  setRiskRule(
    { _id, guildId }: DiscordAllowlistConnection,
    { holdFrom, refuseFrom }: { readonly holdFrom: number; readonly refuseFrom: number },
  ): Promise<DiscordAllowlistConnection | null> {
    const $set = { 'allowlistData.holdFrom': holdFrom, 'allowlistData.refuseFrom': refuseFrom };
    return this.allowlists
      .findOneAndUpdate({ _id, guildId }, { $set }, { returnDocument: 'after' })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordAllowlistConnection>()
      .exec();
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
}
