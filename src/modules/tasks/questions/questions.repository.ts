import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { EDITABLE_STATUSES } from '../requirements/task-requirements.repository.js';
import { TaskCompletion } from '../schemas/task-completion.schema.js';
import { DiscordTaskPost } from '../schemas/task-post.schema.js';
import type { Questionnaire } from './questions.js';

export interface SurveyRow {
  /** Absent where the member was erased. */
  readonly answers?: readonly string[];
  readonly verifiedAt: Date;
}

/** How often one answer was given to the question at `at`; positions of several options are parted by commas. */
export interface AnswerCount {
  readonly at: number;
  readonly answer: string;
  readonly count: number;
}

/** The questions of tasks, and what members answered to those of surveys. */
@Injectable()
export class QuestionsRepository {
  constructor(
    @InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>,
    @InjectModel(TaskCompletion.name) private readonly completions: Model<TaskCompletion>,
  ) {}

  /**
   * Inside the transaction that has read what stands there: a change between makes it run again. The card
   * is drawn anew.
   *
   * @returns the task after it; `null` when it is over
   */
  set({ _id, messageId }: DiscordTaskPost, asks: Questionnaire, now: Date): Promise<DiscordTaskPost | null> {
    const isPosted = messageId !== undefined;
    return this.posts
      .findOneAndUpdate(
        { _id, 'taskData.status': { $in: [...EDITABLE_STATUSES] } },
        {
          $set: { 'taskData.asks': asks, ...(isPosted && { 'card.due': now }) },
          ...(isPosted && { $unset: { 'card.shown': '' } }),
        },
        { returnDocument: 'after' },
      )
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost>()
      .exec();
  }

  /** Whether any member has tried, rightly or not. */
  async isTried(taskPostId: string): Promise<boolean> {
    const found = await this.completions
      .findOne({ taskPostId }, { _id: 1 })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<TaskCompletion>()
      .exec();
    return found !== null;
  }

  countAnswered(taskPostId: string): Promise<number> {
    return this.completions
      .countDocuments({ taskPostId, state: 'verified' })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .exec();
  }

  /** @param questions their positions: of those with options, where equal answers are many */
  countAnswers(taskPostId: string, questions: readonly number[]): Promise<AnswerCount[]> {
    return this.completions
      .aggregate<AnswerCount>([
        { $match: { taskPostId, state: 'verified' } },
        { $unwind: { path: '$answers', includeArrayIndex: 'at' } },
        { $match: { at: { $in: [...questions] } } },
        { $group: { _id: { at: '$at', answer: '$answers' }, count: { $sum: 1 } } },
        { $project: { _id: 0, at: { $toInt: '$_id.at' }, answer: '$_id.answer', count: 1 } },
      ])
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS })
      .exec();
  }

  /** Newest first. */
  newestAnswers(taskPostId: string, limit: number): Promise<SurveyRow[]> {
    return this.completions
      .find({ taskPostId, state: 'verified' }, { _id: 0, answers: 1, verifiedAt: 1 })
      .sort({ verifiedAt: -1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<SurveyRow[]>()
      .exec();
  }
}
