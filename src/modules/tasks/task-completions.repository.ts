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
} from '../../infra/database/index.js';
import {
  type Debt,
  ONE_MEMBER_EACH,
  ONE_PROOF_EACH,
  ONE_SEAT_EACH,
  TaskCompletion,
} from './schemas/task-completion.schema.js';
import { ProofTakenError } from './tasks.errors.js';

export type NewCompletion = Omit<TaskCompletion, '_id'>;

export type Attempt = Pick<TaskCompletion, 'state' | 'attempt'>;

export interface Inserted {
  readonly isNew: boolean;
  /** The row that stands: the new one, or who came first. */
  readonly row: TaskCompletion;
}

/** What each try writes anew. */
const OF_A_TRY = [
  'interactionId',
  'state',
  'points',
  'triedAt',
  'verifiedAt',
  'proof',
  'proofKey',
  'answers',
  'score',
  'review',
  'seat',
  'owes',
  'due',
  'roleDue',
  'isUntold',
] as const;

const UNDECIDED = { $in: ['pending', 'rejected'] } as const;

@Injectable()
export class TaskCompletionsRepository {
  private readonly seats = new Seats(ONE_SEAT_EACH, (taskPostId) => this.takenSeats(taskPostId));
  private readonly inserts = new GroupedInserts(
    () => this.completions.collection as unknown as mongo.Collection<TaskCompletion>,
    { maxTimeMS: INTERACTION_MAX_TIME_MS },
  );
  private readonly dueRows: DueRows;

  constructor(@InjectModel(TaskCompletion.name) private readonly completions: Model<TaskCompletion>) {
    this.dueRows = new DueRows(completions, 'due');
  }

  /**
   * The one write of a press: the unique index (taskPostId, discordId) decides.
   * Past mongoose's document, which halves the throughput; the collection's validator checks it.
   *
   * @throws ProofTakenError
   */
  async insert(completion: NewCompletion): Promise<Inserted> {
    const row: TaskCompletion = { _id: new Types.ObjectId(), ...completion };
    try {
      await this.inserts.insert(row);
      return { isNew: true, row };
    } catch (error) {
      const isProofTaken = isDuplicateKey(error, ONE_PROOF_EACH);
      if (!isProofTaken && !isDuplicateKey(error, ONE_MEMBER_EACH)) throw error;
      // It may be the member's own proof, sent before.
      const standing = await this.standing(completion);
      if (standing !== null) return standing;
      throw isProofTaken ? new ProofTakenError() : error;
    }
  }

  /**
   * `insert` with one of the task's places.
   *
   * @returns `FULL` when all were taken at a moment after the call, and the member has none
   */
  async insertSeated(completion: NewCompletion, places: number): Promise<Inserted | typeof FULL> {
    const inserted = await this.seats.take(completion.taskPostId, places, (seat) =>
      this.insert({ ...completion, seat }),
    );
    return inserted === FULL ? ((await this.standing(completion)) ?? FULL) : inserted;
  }

  /**
   * A new try after a rejection, on the same row, which takes a place anew.
   *
   * @returns the row; `null` when it is in another state by now; `FULL` as for `insertSeated`
   */
  retrySeated(
    rejected: TaskCompletion,
    completion: NewCompletion,
    places: number,
  ): Promise<TaskCompletion | null | typeof FULL> {
    return this.seats.take(rejected.taskPostId, places, (seat) =>
      this.retry(rejected, { ...completion, seat }),
    );
  }

  /** `retrySeated` without a place. @throws ProofTakenError */
  async retry(rejected: TaskCompletion, completion: NewCompletion): Promise<TaskCompletion | null> {
    try {
      return await this.writeTry(rejected, completion);
    } catch (error) {
      throw isDuplicateKey(error, ONE_PROOF_EACH) ? new ProofTakenError() : error;
    }
  }

  private writeTry(rejected: TaskCompletion, completion: NewCompletion): Promise<TaskCompletion | null> {
    const given = OF_A_TRY.filter((field) => completion[field] !== undefined);
    const gone = OF_A_TRY.filter((field) => completion[field] === undefined);
    return this.completions
      .findOneAndUpdate(
        { _id: rejected._id, state: 'rejected', attempt: rejected.attempt },
        {
          $set: {
            ...Object.fromEntries(given.map((field) => [field, completion[field]])),
            ...askForCard(rejected, completion),
          },
          $unset: Object.fromEntries(gone.map((field) => [field, ''])),
          $inc: { attempt: 1 },
        },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion>()
      .exec();
  }

  private async standing({ taskPostId, discordId, interactionId }: NewCompletion): Promise<Inserted | null> {
    const row = await this.find(taskPostId, discordId);
    return row && { isNew: row.interactionId === interactionId, row };
  }

  /** Whether anybody tried a task. */
  async hasAny(taskPostId: string): Promise<boolean> {
    return (await this.completions.exists({ taskPostId }).maxTimeMS(INTERACTION_MAX_TIME_MS).exec()) !== null;
  }

  private async takenSeats(taskPostId: string): Promise<number[]> {
    const rows = await this.completions
      .find({ taskPostId, seat: { $gt: 0 } }, { _id: 0, seat: 1 })
      .hint(ONE_SEAT_EACH)
      .readConcern('majority')
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<{ seat: number }[]>()
      .exec();
    return rows.map(({ seat }) => seat);
  }

  find(taskPostId: string, discordId: string): Promise<TaskCompletion | null> {
    return this.completions
      .findOne({ taskPostId, discordId })
      .readConcern('majority')
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion>()
      .exec();
  }

  /** How far a member is with each of these tasks, by task. */
  async attemptsOf(discordId: string, taskPostIds: readonly string[]): Promise<Map<string, Attempt>> {
    const rows = await this.completions
      .find({ taskPostId: { $in: taskPostIds }, discordId }, { taskPostId: 1, state: 1, attempt: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion[]>()
      .exec();
    return new Map(rows.map((row) => [row.taskPostId, row]));
  }

  /** A member's own attempts in a server, newest first. */
  async pageOfMember(
    guildId: string,
    discordId: string,
    anchor: PageAnchor | undefined,
    limit: number,
  ): Promise<TaskCompletion[]> {
    const isBackwards = anchor?.direction === 'before';
    const _id = anchorFilter(anchor);
    const page = await this.completions
      .find({ guildId, discordId, ...(_id && { _id }) })
      .sort({ _id: isBackwards ? 1 : -1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion[]>()
      .exec();
    return isBackwards ? page.reverse() : page;
  }

  countPendingOf(taskPostId: string): Promise<number> {
    return this.completions
      .countDocuments({ taskPostId, state: 'pending' })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  countVerified(taskPostId: string): Promise<number> {
    return this.completions.countDocuments({ taskPostId, state: 'verified' }).exec();
  }

  /** Places that are taken: none where the task has no end of them. */
  countSeated(taskPostId: string): Promise<number> {
    return this.completions.countDocuments({ taskPostId, seat: { $gt: 0 } }).exec();
  }

  /** In all servers. */
  async owedTo(discordId: string): Promise<string[]> {
    const rows = await this.completions
      .find({ discordId, due: { $exists: true } }, { _id: 1 })
      .readConcern('majority')
      .lean<TaskCompletion[]>()
      .exec();
    return rows.map(({ _id }) => _id.toHexString());
  }

  undecidedPostsOf(discordId: string): Promise<string[]> {
    return this.completions.distinct('taskPostId', { discordId, state: UNDECIDED }).exec();
  }

  async removeUndecided(discordId: string, taskPostId: string): Promise<void> {
    await this.completions.deleteOne({ taskPostId, discordId, state: UNDECIDED });
  }

  claimDue(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.dueRows.claim(now, until, limit);
  }

  postpone(completionId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.dueRows.postpone(completionId, claimedUntil, until);
  }

  /** For the effects, which serve all guilds. */
  findByIds(completionIds: readonly string[]): Promise<TaskCompletion[]> {
    const _id = { $in: completionIds.map((id) => new Types.ObjectId(id)) };
    return this.completions.find({ _id }).lean<TaskCompletion[]>().exec();
  }

  /** Nothing reached the member: they are told at the next contact. */
  async leaveUntold(completionId: string, attempt: number): Promise<void> {
    await this.completions
      .updateOne(
        { _id: new Types.ObjectId(completionId), attempt, state: { $ne: 'pending' } },
        { $set: { isUntold: true } },
      )
      .exec();
  }

  /** Takes the points off all of these, which owe nothing else; false when one did not owe them any more. */
  async takeAllPoints(completionIds: readonly string[]): Promise<boolean> {
    const _id = { $in: completionIds.map((id) => new Types.ObjectId(id)) };
    const result = await this.completions.updateMany(
      { _id, owes: ['points'] },
      { $set: { owes: [] }, $unset: { due: '' } },
    );
    return result.modifiedCount === completionIds.length;
  }

  /** Takes one debt off, and `due` with the last one; false when it was not owed any more. */
  async takeDebt(completionId: string, debt: Debt): Promise<boolean> {
    const owes = { $filter: { input: '$owes', cond: { $ne: ['$$this', debt] } } };
    const result = await this.completions.updateOne(
      { _id: new Types.ObjectId(completionId), owes: debt },
      [{ $set: { owes } }, { $set: { due: { $cond: [{ $eq: ['$owes', []] }, '$$REMOVE', '$due'] } } }],
      { updatePipeline: true },
    );
    return result.modifiedCount > 0;
  }
}

/** The message of the attempt before is still known: it goes when the new one comes. */
function askForCard({ reviewCard: before }: TaskCompletion, { reviewCard }: NewCompletion): object {
  if (reviewCard === undefined) return {};
  return before === undefined ? { reviewCard } : { 'reviewCard.due': reviewCard.due };
}
