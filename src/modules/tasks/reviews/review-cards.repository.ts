import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { DueRows } from '../../../infra/database/index.js';
import { type ReviewCard, TaskCompletion } from '../schemas/task-completion.schema.js';

/** A row as it was when its message was drawn. */
export type Drawn = Pick<TaskCompletion, '_id' | 'discordId' | 'attempt' | 'state'>;

/** A row that has changed since is to be drawn again. */
const dueUnlessDrawn = ({ attempt, state }: Drawn): object => {
  const isDrawn = { $and: [{ $eq: ['$attempt', attempt] }, { $eq: ['$state', state] }] };
  return { $cond: [isDrawn, '$$REMOVE', { $ifNull: ['$reviewCard.due', '$$REMOVE'] }] };
};

/** The messages in review channels, as state. For their worker, which serves all guilds. */
@Injectable()
export class ReviewCardsRepository {
  private readonly dueRows: DueRows;

  constructor(@InjectModel(TaskCompletion.name) private readonly completions: Model<TaskCompletion>) {
    this.dueRows = new DueRows(completions, 'reviewCard.due');
  }

  claimDue(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.dueRows.claim(now, until, limit);
  }

  postpone(completionId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.dueRows.postpone(completionId, claimedUntil, until);
  }

  /** `null` when it is not due any more. */
  findDue(completionId: string): Promise<TaskCompletion | null> {
    return this.completions
      .findOne({ _id: new Types.ObjectId(completionId), 'reviewCard.due': { $exists: true } })
      .lean<TaskCompletion>()
      .exec();
  }

  /** Messages of a server that ask for a decision, at most `limit` of them, the newest submission first. */
  openIn(guildId: string, limit: number): Promise<TaskCompletion[]> {
    return this.completions
      .find({ guildId, 'reviewCard.isOpen': true })
      .hint('open_review_cards')
      .sort({ 'proof.submittedAt': -1 })
      .limit(limit)
      .lean<TaskCompletion[]>()
      .exec();
  }

  /**
   * The message shows the row as it was drawn. It stays due when the row has changed meanwhile.
   *
   * @returns false when the row is gone or nobody's any more: the message should go too
   */
  async markShown(row: Drawn, shown: Required<Omit<ReviewCard, 'due' | 'saysMore'>>): Promise<boolean> {
    const due = dueUnlessDrawn(row);
    const { matchedCount } = await this.completions
      .updateOne(
        { _id: row._id, discordId: row.discordId, reviewCard: { $exists: true } },
        [{ $set: { reviewCard: { ...shown, due, saysMore: '$$REMOVE' } } }],
        { updatePipeline: true },
      )
      .exec();
    return matchedCount > 0;
  }

  /** There is no message for it now, and none is owed until somebody asks anew. */
  async leaveOut({ _id, attempt, state }: Drawn): Promise<void> {
    await this.completions.updateOne({ _id, attempt, state }, { $unset: { 'reviewCard.due': '' } }).exec();
  }

  /** Its message is gone, or can't be reached. */
  async markLost({ _id, ...row }: Drawn): Promise<void> {
    const gone = { channelId: '$$REMOVE', messageId: '$$REMOVE', attempt: '$$REMOVE', saysMore: '$$REMOVE' };
    await this.completions
      .updateOne(
        { _id, reviewCard: { $exists: true } },
        [{ $set: { reviewCard: { ...gone, isOpen: false, due: dueUnlessDrawn({ _id, ...row }) } } }],
        { updatePipeline: true },
      )
      .exec();
  }

  async saysMore(completionId: Types.ObjectId): Promise<void> {
    await this.completions
      .updateOne({ _id: completionId, 'reviewCard.isOpen': true }, { $set: { 'reviewCard.saysMore': true } })
      .exec();
  }

  /** The oldest submissions of a server that wait without a message get one. */
  async askForMore(guildId: string, limit: number, due: Date): Promise<void> {
    if (limit < 1) return;
    const waiting = {
      guildId,
      state: 'pending' as const,
      'reviewCard.isOpen': { $ne: true },
      'reviewCard.due': { $exists: false },
    };
    const rows = await this.completions
      .find(waiting, { _id: 1 })
      .sort({ 'proof.submittedAt': 1, _id: 1 })
      .limit(limit)
      .lean<TaskCompletion[]>()
      .exec();
    if (rows.length === 0) return;
    await this.completions
      .updateMany(
        { ...waiting, _id: { $in: rows.map(({ _id }) => _id) } },
        [{ $set: { reviewCard: { $mergeObjects: [{ isOpen: false }, '$reviewCard', { due }] } } }],
        { updatePipeline: true },
      )
      .exec();
  }

  /** A member's submissions that have, or may soon have, a message. */
  cardsOf(discordId: string): Promise<TaskCompletion[]> {
    return this.completions
      .find({ discordId, reviewCard: { $exists: true } })
      .lean<TaskCompletion[]>()
      .exec();
  }

  /** What a moderator has decided is drawn anew. @param decidedBy as it stands in the rows by now */
  async redrawDecidedBy(decidedBy: string, due: Date): Promise<void> {
    await this.completions
      .updateMany(
        { 'review.decidedBy': decidedBy, 'reviewCard.messageId': { $exists: true } },
        { $set: { 'reviewCard.due': due } },
      )
      .exec();
  }

  /** Messages that ask for a decision elsewhere are to be posted in this channel instead. */
  async moveTo(guildId: string, channelId: string, due: Date): Promise<void> {
    await this.completions
      .updateMany(
        { guildId, 'reviewCard.isOpen': true, 'reviewCard.channelId': { $ne: channelId } },
        { $set: { 'reviewCard.isOpen': false, 'reviewCard.due': due } },
        { hint: 'open_review_cards' },
      )
      .exec();
  }

  /** Unless it has another message since. */
  async forget({ _id, reviewCard }: TaskCompletion): Promise<void> {
    await this.completions
      .updateOne(
        { _id, 'reviewCard.messageId': reviewCard?.messageId ?? { $exists: false } },
        { $unset: { reviewCard: '' } },
      )
      .exec();
  }
}
