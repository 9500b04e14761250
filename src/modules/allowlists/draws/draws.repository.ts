import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { DueRows, INTERACTION_MAX_TIME_MS, isDuplicateKey } from '../../../infra/database/index.js';
import { withDefaults } from '../../../infra/database/schema/index.js';
import type { DrawMethod } from '../schemas/allowlist-connection.schema.js';
import { type Disqualification, Draw, draws, type DrawPost, type Winner } from '../schemas/draw.schema.js';

/** The list as it was fixed; with a commitment where places are drawn by lot. */
export interface Frozen {
  readonly entryCount: number;
  readonly frozenAt: Date;
  readonly commitment?: Record<string, unknown>;
}

/** What was found of ranks that follow one another, each kind in their order. */
export interface Verdicts {
  readonly winners: readonly Winner[];
  readonly disqualified: readonly Disqualification[];
  /** Of first come, first served. */
  readonly reached?: mongo.Timestamp | undefined;
}

const CLAIMED_IN = ['drawn', 'announced'] as const;
const BEFORE_WINDOW = { claimBy: { $exists: false }, toldAt: { $exists: false } };

/** A draw goes forward only: each write is guarded by the state that it leaves, so repeating one changes nothing. */
@Injectable()
export class DrawsRepository {
  private readonly dueRows: DueRows;

  constructor(@InjectModel(Draw.name) private readonly draws: Model<Draw>) {
    this.dueRows = new DueRows(draws, 'due');
  }

  /** One draw each, however often and by however many it is begun: the unique index decides. */
  async begin(allowlistId: string, guildId: string, method: DrawMethod, now: Date): Promise<void> {
    const row = {
      _id: new Types.ObjectId(),
      allowlistId,
      guildId,
      state: 'closing',
      method,
      due: now,
    } as const;
    try {
      await this.draws.collection.insertOne(withDefaults<Draw>(draws, row));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  claimDue(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.dueRows.claim(now, until, limit);
  }

  postpone(drawId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.dueRows.postpone(drawId, claimedUntil, until);
  }

  /** Of a majority: what it says decides what is done next. */
  findById(drawId: string): Promise<Draw | null> {
    return this.draws.findById(new Types.ObjectId(drawId)).readConcern('majority').lean<Draw>().exec();
  }

  /** Only in its own guild. */
  find(guildId: string, allowlistId: string): Promise<Draw | null> {
    return this.draws
      .findOne({ allowlistId, guildId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Draw>()
      .exec();
  }

  /** For pages and files that everybody may have. */
  findByAllowlist(allowlistId: string): Promise<Draw | null> {
    return this.draws.findOne({ allowlistId }).maxTimeMS(INTERACTION_MAX_TIME_MS).lean<Draw>().exec();
  }

  /** It was withdrawn before its list was fixed. */
  async abandon(drawId: Types.ObjectId): Promise<void> {
    await this.draws.deleteOne({ _id: drawId, state: 'closing' });
  }

  async addLeftOut(drawId: Types.ObjectId, entries: number): Promise<void> {
    await this.draws.updateOne({ _id: drawId, state: 'closing' }, { $inc: { leftOut: entries } });
  }

  commit(drawId: Types.ObjectId, frozen: Frozen, due: Date): Promise<Draw | null> {
    return this.move({ _id: drawId, state: 'closing' }, { $set: { ...frozen, state: 'committed', due } });
  }

  post(drawId: Types.ObjectId, post: DrawPost, due: Date): Promise<Draw | null> {
    return this.move(
      { _id: drawId, state: 'committed' },
      { $set: { post, state: 'posted', due }, $unset: { sending: '' } },
    );
  }

  reveal(drawId: Types.ObjectId, randomness: Record<string, unknown>, due: Date): Promise<Draw | null> {
    return this.move(
      { _id: drawId, state: 'posted', randomness: { $exists: false } },
      { $set: { randomness, due } },
    );
  }

  /** The first verdict on a rank stands: false, and nothing is stored, when there is one of any of these. */
  async judge(drawId: Types.ObjectId, verdicts: Verdicts, due: Date): Promise<boolean> {
    const { winners, disqualified, reached } = verdicts;
    const ranks = [...winners, ...disqualified].map(({ rank }) => rank);
    const areNew = { 'winners.rank': { $nin: ranks }, 'disqualified.rank': { $nin: ranks } };
    const { modifiedCount } = await this.draws.updateOne(
      { _id: drawId, state: { $in: ['committed', 'posted', 'announced'] }, ...areNew },
      {
        $push: { winners: { $each: winners }, disqualified: { $each: disqualified } },
        $set: { due, ...(reached && { reached }) },
      },
    );
    return modifiedCount > 0;
  }

  settle(drawId: Types.ObjectId, drawnAt: Date): Promise<Draw | null> {
    return this.move(
      { _id: drawId, state: { $in: ['committed', 'posted'] } },
      { $set: { state: 'drawn', drawnAt, due: drawnAt } },
    );
  }

  /** Before a message is sent: whoever comes next looks for it first. Keeps what stands there of the same message. */
  async sending(drawId: Types.ObjectId, key: string, since: Date, due: Date): Promise<void> {
    await this.draws.updateOne(
      { _id: drawId, 'sending.key': { $ne: key } },
      { $set: { sending: { key, since }, due } },
    );
  }

  /** So many records were announced. */
  toldRecords(drawId: Types.ObjectId, from: number, to: number): Promise<Draw | null> {
    return this.move(
      { _id: drawId, recordsTold: from },
      { $set: { recordsTold: to }, $unset: { sending: '' } },
    );
  }

  /** One more message of the announcement is out. */
  toldPage(drawId: Types.ObjectId, page: number): Promise<Draw | null> {
    return this.move({ _id: drawId, pagesTold: page }, { $inc: { pagesTold: 1 }, $unset: { sending: '' } });
  }

  /** Everybody who has won was told. */
  announced(drawId: Types.ObjectId, due: Date): Promise<Draw | null> {
    return this.move(
      { _id: drawId, state: 'drawn' },
      { $set: { state: 'announced', due }, $unset: { sending: '' } },
    );
  }

  /** These places were announced; from then on their claims count. */
  async told(drawId: Types.ObjectId, ranks: readonly number[], toldAt: Date, claimBy?: Date): Promise<void> {
    const fields = { 'winners.$[one].toldAt': toldAt, ...(claimBy && { 'winners.$[one].claimBy': claimBy }) };
    await this.draws.updateOne(
      { _id: drawId },
      { $set: fields, $unset: { sending: '' } },
      { arrayFilters: [{ 'one.rank': { $in: [...ranks] }, 'one.toldAt': { $exists: false } }] },
    );
  }

  /** These winners are owed their reminder, once. */
  async reminded(drawId: Types.ObjectId, ranks: readonly number[], remindedAt: Date): Promise<void> {
    await this.draws.updateOne(
      { _id: drawId },
      { $set: { 'winners.$[one].remindedAt': remindedAt } },
      { arrayFilters: [{ 'one.rank': { $in: [...ranks] }, 'one.remindedAt': { $exists: false } }] },
    );
  }

  /** No direct message reached this winner: the channel is to tell it, with others, at `due` at the latest. */
  async unreached(drawId: Types.ObjectId, rank: number, due: Date): Promise<void> {
    await this.draws.updateOne(
      { _id: drawId, state: 'announced', winners: { $elemMatch: { rank, claim: 'open' } } },
      { $set: { 'winners.$.isUnreached': true }, $min: { due } },
    );
  }

  /** The channel has told these. */
  async reached(drawId: Types.ObjectId, ranks: readonly number[]): Promise<void> {
    await this.draws.updateOne(
      { _id: drawId },
      { $unset: { 'winners.$[one].isUnreached': '', sending: '' } },
      { arrayFilters: [{ 'one.rank': { $in: [...ranks] } }] },
    );
  }

  /**
   * Their place is open until they claim it, decline it or let it go: one of these, once. From the first message that
   * names them, though their window begins with the last one.
   */
  claim(drawId: Types.ObjectId, discordId: string, now: Date, wallet?: string): Promise<Draw | null> {
    const open = { discordId, claim: 'open', $or: [{ claimBy: { $gt: now } }, BEFORE_WINDOW] };
    const fields = {
      'winners.$.claim': 'claimed',
      ...(wallet !== undefined && { 'winners.$.wallet': wallet }),
    };
    return this.move(
      { _id: drawId, state: { $in: CLAIMED_IN }, winners: { $elemMatch: open } },
      { $set: { ...fields, due: now } },
    );
  }

  /** Their place is free again; also one that was claimed. */
  decline(drawId: Types.ObjectId, discordId: string, now: Date): Promise<Draw | null> {
    const claim = { $in: ['open', 'claimed'] };
    const held = { discordId, claim, $or: [{ claimBy: { $exists: true } }, BEFORE_WINDOW] };
    return this.move(
      { _id: drawId, state: { $in: CLAIMED_IN }, winners: { $elemMatch: held } },
      { $set: { 'winners.$.claim': 'declined', due: now } },
    );
  }

  /**
   * Takes a place from who holds it, as a record that stays. `null` when they hold it no more.
   *
   * @param claim only where the claim stands so
   */
  disqualify(
    drawId: Types.ObjectId,
    record: Disqualification,
    claim: readonly Winner['claim'][],
  ): Promise<Draw | null> {
    const { rank, entrant, code, at } = record;
    const held = { rank, claim: { $in: [...claim] } };
    // In the order of events, whatever the clocks of two processes say.
    const noted = { rank, entrant, code, at: { $max: [at, { $max: '$disqualified.at' }] } };
    return this.move({ _id: drawId, state: 'announced', winners: { $elemMatch: held } }, [
      {
        $set: {
          winners: { $filter: { input: '$winners', cond: { $ne: ['$$this.rank', rank] } } },
          disqualified: { $concatArrays: ['$disqualified', [noted]] },
          due: at,
        },
      },
    ]);
  }

  /** They stay in their places, without a name. */
  async mask(drawId: Types.ObjectId, discordIds: readonly string[]): Promise<void> {
    const fields = { 'winners.$[one].discordId': '', 'winners.$[one].salt': '', 'winners.$[one].wallet': '' };
    await this.draws.updateOne(
      { _id: drawId },
      { $unset: fields },
      { arrayFilters: [{ 'one.discordId': { $in: [...discordIds] } }] },
    );
  }

  /** From now on everything is told there. False when it is told elsewhere than it was seen. */
  async tellIn({ _id, channelId: seen }: Draw, channelId: string, now: Date): Promise<boolean> {
    const { modifiedCount } = await this.draws
      .updateOne({ _id, channelId: seen ?? { $exists: false } }, { $set: { channelId, due: now } })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
    return modifiedCount > 0;
  }

  /** Discord has refused the message: it is certain that it is not out. */
  async notSent(drawId: Types.ObjectId, key: string): Promise<void> {
    await this.draws.updateOne({ _id: drawId, 'sending.key': key }, { $unset: { sending: '' } });
  }

  /** Nothing is to be done before. */
  async wait(drawId: Types.ObjectId, state: Draw['state'], due: Date, seen?: Date): Promise<void> {
    await this.draws.updateOne({ _id: drawId, state, ...(seen && { due: seen }) }, { $set: { due } });
  }

  /** Nothing is to be done until somebody does something; false where somebody did since `seen`. */
  async rest(drawId: Types.ObjectId, state: Draw['state'], seen?: Date): Promise<boolean> {
    const { matchedCount } = await this.draws.updateOne(
      { _id: drawId, state, ...(seen && { due: seen }) },
      { $unset: { due: '' } },
    );
    return matchedCount > 0;
  }

  private move(filter: mongo.Document, update: mongo.Document | mongo.Document[]): Promise<Draw | null> {
    return this.draws
      .findOneAndUpdate(filter, update, { returnDocument: 'after', updatePipeline: Array.isArray(update) })
      .lean<Draw>()
      .exec();
  }
}
