import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { isObjectIdText } from '../../../kernel/object-id.js';
import { type CompletionState, type Review, TaskCompletion } from '../schemas/task-completion.schema.js';
import type { Waited } from './reviews.rules.js';

/** Beside one option for all. */
const TASKS_SHOWN = 24;
/** Enough for a median of the present. */
const DECISIONS_MEASURED = 200;

/** What a moderator says of a submission. */
export interface Decision {
  readonly state: 'verified' | 'rejected';
  readonly review: Review;
  /** Whether the task gives a role. */
  readonly givesRole: boolean;
}

/** The queue of submissions that wait for a moderator. */
@Injectable()
export class ReviewsRepository {
  constructor(@InjectModel(TaskCompletion.name) private readonly completions: Model<TaskCompletion>) {}

  /** The oldest that waits in a server, or at one of its tasks; the next one after `after`. */
  nextPending(guildId: string, taskPostId?: string, after?: TaskCompletion): Promise<TaskCompletion | null> {
    const later = after?.proof && {
      $or: [
        { 'proof.submittedAt': { $gt: after.proof.submittedAt } },
        { 'proof.submittedAt': after.proof.submittedAt, _id: { $gt: after._id } },
      ],
    };
    return this.completions
      .findOne({ ...waitingAt(guildId, taskPostId), ...later })
      .sort({ 'proof.submittedAt': 1, _id: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion>()
      .exec();
  }

  countPending(guildId: string, taskPostId?: string): Promise<number> {
    return this.completions
      .countDocuments(waitingAt(guildId, taskPostId))
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  /** Tasks of a server at which submissions wait, the most first; as many as a select can show. */
  waitingByTask(guildId: string): Promise<{ postId: string; waiting: number }[]> {
    return this.completions
      .aggregate<{ postId: string; waiting: number }>([
        { $match: { guildId, state: 'pending' } },
        { $group: { _id: '$taskPostId', waiting: { $sum: 1 } } },
        { $sort: { waiting: -1, _id: 1 } },
        { $limit: TASKS_SHOWN },
        { $project: { _id: 0, postId: '$_id', waiting: 1 } },
      ])
      .hint('waiting_by_task')
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS })
      .exec();
  }

  /** How long the newest decisions were waited for, in a server or at one of its tasks. */
  async decidedLately(guildId: string, taskPostId?: string): Promise<Waited[]> {
    const where = taskPostId === undefined ? { guildId } : { taskPostId };
    const rows = await this.completions
      .find(
        { ...where, 'review.decidedAt': { $gt: new Date(0) } },
        { _id: 0, 'proof.submittedAt': 1, 'review.decidedAt': 1 },
      )
      .sort({ 'review.decidedAt': -1 })
      .limit(DECISIONS_MEASURED)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Pick<TaskCompletion, 'proof' | 'review'>[]>()
      .exec();
    return rows.flatMap(({ proof, review }) =>
      proof && review ? [{ submittedAt: proof.submittedAt, decidedAt: review.decidedAt }] : [],
    );
  }

  /** Decisions on a member, in a community. */
  countOfMember(communityId: string, discordId: string, state: CompletionState): Promise<number> {
    return this.completions
      .countDocuments({ communityId, discordId, state })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  /**
   * One moderator decides: guarded by the state and the attempt that they saw. A rejection gives the place
   * and the proof free. `null`: somebody was faster.
   */
  decide(completionId: string, attempt: number, decision: Decision): Promise<TaskCompletion | null> {
    return this.completions
      .findOneAndUpdate(
        { _id: new Types.ObjectId(completionId), state: 'pending', attempt },
        decided(decision),
        {
          returnDocument: 'after',
          updatePipeline: true,
        },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion>()
      .exec();
  }

  countSeen(seen: SeenWaiting): Promise<number> {
    return this.completions.countDocuments(seenBy(seen)).maxTimeMS(INTERACTION_MAX_TIME_MS).exec();
  }

  /** The oldest of them. */
  firstSeen(seen: SeenWaiting, limit: number): Promise<TaskCompletion[]> {
    return this.completions
      .find(seenBy(seen))
      .sort({ 'proof.submittedAt': 1, _id: 1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion[]>()
      .exec();
  }

  /** `decide` for these, each for itself, as far as they still wait as they were seen. */
  async decideSeen(seen: SeenWaiting, rows: readonly TaskCompletion[], decision: Decision): Promise<number> {
    const { modifiedCount } = await this.completions
      .updateMany({ ...seenBy(seen), _id: { $in: rows.map(({ _id }) => _id) } }, decided(decision), {
        updatePipeline: true,
      })
      .exec();
    return modifiedCount;
  }

  async findInGuild(guildId: string, completionId: string): Promise<TaskCompletion | null> {
    if (!isObjectIdText(completionId)) return null;
    return this.completions
      .findOne({ _id: new Types.ObjectId(completionId), guildId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion>()
      .exec();
  }
}

/** What waits at a task, and was seen by somebody who may decide on it. */
export interface SeenWaiting {
  readonly guildId: string;
  readonly taskPostId: string;
  readonly until: Date;
  /** The moderator, whose own submission it is not to be. */
  readonly notOf: string;
}

const seenBy = ({ taskPostId, until, notOf }: SeenWaiting) => ({
  taskPostId,
  state: 'pending' as const,
  'proof.submittedAt': { $lte: until },
  discordId: { $ne: notOf },
});

/** Of a task that was found in the server. */
const waitingAt = (guildId: string, taskPostId?: string) => ({
  ...(taskPostId === undefined ? { guildId } : { taskPostId }),
  state: 'pending' as const,
});

/** What is decided, and what is owed from then on. Of a message in the review channel, that it is out of date. */
function decided({ state, review, givesRole }: Decision): mongo.Document[] {
  const at = review.decidedAt;
  const hasCard = { $or: [{ $gt: ['$reviewCard.messageId', ''] }, { $gt: ['$reviewCard.due', null] }] };
  const outOfDate = { $mergeObjects: ['$reviewCard', { due: at }] };
  return [
    {
      $set: {
        state,
        review: { $literal: review },
        due: at,
        reviewCard: { $cond: [hasCard, outOfDate, { $ifNull: ['$reviewCard', '$$REMOVE'] }] },
        ...(state === 'verified'
          ? { verifiedAt: at, owes: ['points', 'notice'], ...(givesRole && { roleDue: at }) }
          : { owes: ['notice'], seat: '$$REMOVE', proofKey: '$$REMOVE' }),
      },
    },
  ];
}
