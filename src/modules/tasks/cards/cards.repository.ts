import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import { type CardKind, CardPace, CardRows, dueAfterCount, isOpenAt } from '../../cards/index.js';
import { CARD_STATUSES, DiscordTaskPost, OPEN_STATUSES, taskPosts } from '../schemas/task-post.schema.js';

export interface Counts {
  /** Verified. */
  readonly completions: number;
  /** Places that are taken, also by proofs that wait for a review. */
  readonly places: number;
}

export const TASK_CARDS: CardKind<DiscordTaskPost> = {
  collection: taskPosts,
  name: 'task',
  data: 'taskData',
  ends: 'expiresAt',
  openStatuses: OPEN_STATUSES,
  cardStatuses: CARD_STATUSES,
  stateOf: ({ taskData: { title, status, expiresAt } }) => ({ title, status, endsAt: expiresAt }),
};

@Injectable()
export class CardsRepository extends CardRows<DiscordTaskPost> {
  constructor(
    @InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>,
    pace: CardPace,
  ) {
    super(posts, TASK_CARDS, pace);
  }

  /** Writes a recount; the card becomes due when it shows something else, as soon as it may be edited. */
  async setCounts(postId: string, { completions, places }: Counts, now: Date): Promise<boolean> {
    const wanted = {
      $cond: [{ $eq: [{ $type: '$taskData.maxCompletions' }, 'missing'] }, completions, places],
    };
    const result = await this.posts.updateOne(
      {
        _id: new Types.ObjectId(postId),
        $or: [
          { 'interactionStats.completions': { $ne: completions } },
          { $expr: { $ne: ['$card.wanted', wanted] } },
          { 'card.due': { $exists: false }, $expr: isOpenAt(TASK_CARDS, now) },
        ],
      },
      [
        {
          $set: {
            'interactionStats.completions': completions,
            'card.wanted': wanted,
            'card.due': dueAfterCount(TASK_CARDS, { wanted }, now, this.pace.betweenEditsMs),
          },
        },
      ],
      { updatePipeline: true },
    );
    return result.modifiedCount > 0;
  }
}
