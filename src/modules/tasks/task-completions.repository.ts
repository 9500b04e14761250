import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { INTERACTION_MAX_TIME_MS, isDuplicateKey } from '../../infra/database/index.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import {
  type CompletionState,
  type Debt,
  type Review,
  TaskCompletion,
} from './schemas/task-completion.schema.js';
import { anchorFilter, type PageAnchor } from './task-posts.repository.js';

export type NewCompletion = Omit<TaskCompletion, '_id'>;

@Injectable()
export class TaskCompletionsRepository {
  constructor(@InjectModel(TaskCompletion.name) private readonly completions: Model<TaskCompletion>) {}

  /**
   * The one write of a press: the unique index (taskPostId, discordId) decides.
   * Past mongoose's document, which halves the throughput; the collection's validator checks it.
   *
   * @returns the row that stands: the new one, or who came first
   */
  async insert(completion: NewCompletion): Promise<{ isNew: boolean; row: TaskCompletion }> {
    const row: TaskCompletion = { _id: new Types.ObjectId(), ...completion };
    try {
      await this.completions.collection.insertOne(row, { maxTimeMS: INTERACTION_MAX_TIME_MS });
      return { isNew: true, row };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const standing = await this.find(completion.taskPostId, completion.discordId);
      if (standing === null) throw error;
      return { isNew: standing.interactionId === completion.interactionId, row: standing };
    }
  }

  /** A new try after a rejection; `null` when the row is in another state by now. */
  resubmit(rejected: TaskCompletion, completion: NewCompletion): Promise<TaskCompletion | null> {
    const { interactionId, proof, points } = completion;
    return this.completions
      .findOneAndUpdate(
        { _id: rejected._id, state: 'rejected', attempt: rejected.attempt },
        {
          $set: { interactionId, proof, points, state: 'pending' },
          $unset: { review: '' },
          $inc: { attempt: 1 },
        },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion>()
      .exec();
  }

  find(taskPostId: string, discordId: string): Promise<TaskCompletion | null> {
    return this.completions
      .findOne({ taskPostId, discordId })
      .readConcern('majority')
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion>()
      .exec();
  }

  async findInGuild(guildId: string, completionId: string): Promise<TaskCompletion | null> {
    if (!isObjectIdText(completionId)) return null;
    return this.completions
      .findOne({ _id: new Types.ObjectId(completionId), guildId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion>()
      .exec();
  }

  /** How far a member is with each of these tasks. */
  async statesOf(discordId: string, taskPostIds: readonly string[]): Promise<Map<string, CompletionState>> {
    const rows = await this.completions
      .find({ taskPostId: { $in: taskPostIds }, discordId }, { taskPostId: 1, state: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion[]>()
      .exec();
    return new Map(rows.map(({ taskPostId, state }) => [taskPostId, state]));
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

  /** The oldest that waits, or the next one after `after`. */
  nextPending(guildId: string, after?: TaskCompletion): Promise<TaskCompletion | null> {
    const later = after?.proof && {
      $or: [
        { 'proof.submittedAt': { $gt: after.proof.submittedAt } },
        { 'proof.submittedAt': after.proof.submittedAt, _id: { $gt: after._id } },
      ],
    };
    return this.completions
      .findOne({ guildId, state: 'pending', ...later })
      .sort({ 'proof.submittedAt': 1, _id: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion>()
      .exec();
  }

  countPending(guildId: string): Promise<number> {
    return this.completions
      .countDocuments({ guildId, state: 'pending' })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  countOfMember(communityId: string, discordId: string, state: CompletionState): Promise<number> {
    return this.completions
      .countDocuments({ communityId, discordId, state })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  countVerified(taskPostId: string): Promise<number> {
    return this.completions.countDocuments({ taskPostId, state: 'verified' }).exec();
  }

  /** One moderator decides: guarded by the state and the attempt that they saw. `null`: somebody was faster. */
  decide(
    seen: TaskCompletion,
    state: 'verified' | 'rejected',
    review: Review,
    owes: Debt[],
  ): Promise<TaskCompletion | null> {
    const verified = state === 'verified' ? { verifiedAt: review.decidedAt } : {};
    return this.completions
      .findOneAndUpdate(
        { _id: seen._id, guildId: seen.guildId, state: 'pending', attempt: seen.attempt },
        { $set: { state, review, owes, due: review.decidedAt, ...verified } },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion>()
      .exec();
  }

  async claimDue(now: Date, until: Date, limit: number): Promise<string[]> {
    const due = { $gt: new Date(0), $lte: now };
    const rows = await this.completions
      .find({ due }, { _id: 1 })
      .sort({ due: 1 })
      .limit(limit)
      .lean<TaskCompletion[]>()
      .exec();
    const ids = rows.map(({ _id }) => _id);
    if (ids.length > 0)
      await this.completions.updateMany({ _id: { $in: ids }, due }, { $set: { due: until } });
    return ids.map((id) => id.toHexString());
  }

  /** Only a row whose `due` is still what `claimDue` has set. */
  async postpone(completionId: string, claimedUntil: Date, until: Date): Promise<void> {
    await this.completions.updateOne(
      { _id: new Types.ObjectId(completionId), due: claimedUntil },
      { $set: { due: until } },
    );
  }

  /** For the effects, which serve all guilds. */
  findByIds(completionIds: readonly string[]): Promise<TaskCompletion[]> {
    const _id = { $in: completionIds.map((id) => new Types.ObjectId(id)) };
    return this.completions.find({ _id }).lean<TaskCompletion[]>().exec();
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
