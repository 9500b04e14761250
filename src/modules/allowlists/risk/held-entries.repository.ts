import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { DueRows, INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { isObjectIdText } from '../../../kernel/object-id.js';
import { AllowlistEntry, type EntryDecision } from '../schemas/allowlist-entry.schema.js';

/** More members than these with one wallet make no difference. */
const MOST_WITH_WALLET = 10;
export const MOST_COUNTED = 1_000;

const GIVES_UP_PLACE = { seat: '', uniqueWallet: '' } as const;
const STILL_IN = { leftAt: { $exists: false } } as const;

/** Entries that wait for a manager, and those that were refused. */
@Injectable()
export class HeldEntriesRepository {
  private readonly dueNotices: DueRows;

  constructor(@InjectModel(AllowlistEntry.name) private readonly entries: Model<AllowlistEntry>) {
    this.dueNotices = new DueRows(entries, 'notice.due');
  }

  /** Other members who named this wallet in any allowlist of the server; ten at most are counted. */
  async othersWithWallet(guildId: string, wallet: string, discordId: string): Promise<number> {
    const rows = await this.entries
      .find({ wallet, guildId, discordId: { $ne: discordId } }, { discordId: 1 })
      .limit(MOST_WITH_WALLET)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<AllowlistEntry[]>()
      .exec();
    return new Set(rows.map((row) => row.discordId)).size;
  }

  async find(guildId: string, entryId: string): Promise<AllowlistEntry | null> {
    if (!isObjectIdText(entryId)) return null;
    return this.entries
      .findOne({ _id: new Types.ObjectId(entryId), guildId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<AllowlistEntry>()
      .exec();
  }

  /** Those who left since don't wait any more; a thousand at most are counted. */
  async countHeld(connectionId: string): Promise<number> {
    const rows = await this.entries
      .find({ connectionId, state: 'held', ...STILL_IN }, { _id: 1 })
      .limit(MOST_COUNTED)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean()
      .exec();
    return rows.length;
  }

  /** Held ones first, the newest first; then refused ones whose members object. */
  async next(connectionId: string, afterId?: string): Promise<AllowlistEntry | null> {
    const isAfter = afterId !== undefined && isObjectIdText(afterId);
    const after = isAfter ? { _id: { $lt: new Types.ObjectId(afterId) } } : {};
    const first = (filter: mongo.Document) =>
      this.entries
        .findOne({ connectionId, ...filter, ...STILL_IN, ...after })
        .sort({ _id: -1 })
        .maxTimeMS(INTERACTION_MAX_TIME_MS)
        .lean<AllowlistEntry>()
        .exec();
    const held = await first({ state: 'held' });
    return held ?? first({ state: 'refused', 'appeal.isOpen': true });
  }

  /** A held entry counts from now on; `null` when it is not held any more. */
  accept(entryId: string, decision: EntryDecision): Promise<AllowlistEntry | null> {
    return this.decide(
      { _id: new Types.ObjectId(entryId), state: 'held', ...STILL_IN },
      { $set: { state: 'valid', ...told('accepted', decision) }, $unset: { appeal: '' } },
    );
  }

  /** It counts no more; its place and its wallet are free again, and what was paid is owed back. */
  refuse(entryId: string, decision: EntryDecision): Promise<AllowlistEntry | null> {
    return this.decide({ _id: new Types.ObjectId(entryId), state: 'held', ...STILL_IN }, [
      { $set: { ...refusedFields(decision.at), ...told('refused', decision) } },
      { $unset: ['seat', 'uniqueWallet', 'appeal'] },
    ]);
  }

  /** Of a refused one whose member objects: whether they may press *Enter* again, without being held. */
  settleAppeal(entryId: string, isGranted: boolean, decision: EntryDecision): Promise<AllowlistEntry | null> {
    const about = isGranted ? 'pardoned' : 'refused';
    return this.decide(
      { _id: new Types.ObjectId(entryId), state: 'refused', 'appeal.isOpen': true },
      {
        $set: {
          'appeal.isOpen': false,
          ...(isGranted && { 'risk.verdict': 'accept' }),
          ...told(about, decision),
        },
      },
    );
  }

  /** All that a manager saw held. @returns how many */
  async decideAll(
    connectionId: string,
    until: Date,
    verdict: 'accept' | 'refuse',
    decision: EntryDecision,
  ): Promise<number> {
    const seen = { connectionId, state: 'held', createdAt: { $lte: until }, ...STILL_IN } as const;
    const { modifiedCount } =
      verdict === 'accept'
        ? await this.entries.updateMany(seen, { $set: { state: 'valid', ...told('accepted', decision) } })
        : await this.entries.updateMany(
            seen,
            [
              { $set: { ...refusedFields(decision.at), ...told('refused', decision) } },
              { $unset: Object.keys(GIVES_UP_PLACE) },
            ],
            { updatePipeline: true },
          );
    return modifiedCount;
  }

  /**
   * What nobody decided is out: call it before a list is read. After this no decision that was under way lets
   * anybody in any more.
   */
  async expire(connectionId: string, at: Date): Promise<number> {
    const { modifiedCount } = await this.entries.updateMany(
      { connectionId, state: 'held', ...STILL_IN },
      [
        { $set: { ...refusedFields(at), notice: { about: 'undecided', due: at } } },
        { $unset: Object.keys(GIVES_UP_PLACE) },
      ],
      { updatePipeline: true },
    );
    return modifiedCount;
  }

  /** Once for each entry. False when there is none to object about, or they have objected before. */
  async appeal(connectionId: string, discordId: string, text: string, at: Date): Promise<boolean> {
    const { modifiedCount } = await this.entries
      .updateOne(
        {
          connectionId,
          discordId,
          state: { $in: ['held', 'refused'] },
          'risk.verdict': { $ne: 'accept' },
          appeal: { $exists: false },
        },
        { $set: { appeal: { text, at, isOpen: true } } },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
    return modifiedCount > 0;
  }

  claimDueNotices(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.dueNotices.claim(now, until, limit);
  }

  postponeNotice(entryId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.dueNotices.postpone(entryId, claimedUntil, until);
  }

  /** For the worker, which serves all guilds. */
  findById(entryId: string): Promise<AllowlistEntry | null> {
    return this.entries.findById(entryId).lean<AllowlistEntry>().exec();
  }

  /** Unless something else is to be told by now. @param isUntold nothing reached the member */
  async noticeTold({ _id, notice }: AllowlistEntry, isUntold = false): Promise<void> {
    await this.entries.updateOne(
      { _id, 'notice.about': notice?.about },
      { $unset: { 'notice.due': '' }, ...(isUntold && { $set: { isUntold } }) },
    );
  }

  private decide(
    filter: mongo.Document,
    update: mongo.Document | mongo.Document[],
  ): Promise<AllowlistEntry | null> {
    return this.entries
      .findOneAndUpdate(filter, update, { returnDocument: 'after', updatePipeline: Array.isArray(update) })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<AllowlistEntry>()
      .exec();
  }
}

const told = (about: 'accepted' | 'refused' | 'pardoned', decision: EntryDecision) => ({
  decision,
  notice: { about, due: decision.at },
});

/** In a pipeline: only what was paid is due. */
const refusedFields = (at: Date) => ({
  state: 'refused',
  'risk.verdict': 'refuse',
  due: { $cond: [{ $gt: ['$price', 0] }, at, '$$REMOVE'] },
});
