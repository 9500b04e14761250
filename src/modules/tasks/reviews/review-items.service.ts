import { Injectable } from '@nestjs/common';
import type { TaskCompletion } from '../schemas/task-completion.schema.js';
import type { DiscordTaskPost } from '../schemas/task-post.schema.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { ReviewsRepository } from './reviews.repository.js';

export interface ReviewItem {
  readonly completion: TaskCompletion;
  readonly post: DiscordTaskPost | null;
  /** Decisions on this member before, in this community. */
  readonly verifiedBefore: number;
  readonly rejectedBefore: number;
}

/** A submission with what a moderator should know of it. */
@Injectable()
export class ReviewItems {
  constructor(
    private readonly reviews: ReviewsRepository,
    private readonly posts: TaskPostsRepository,
  ) {}

  async of(completion: TaskCompletion): Promise<ReviewItem> {
    const { guildId, taskPostId, communityId, discordId } = completion;
    const [post, verifiedBefore, rejectedBefore] = await Promise.all([
      this.posts.find(guildId, taskPostId),
      this.reviews.countOfMember(communityId, discordId, 'verified'),
      this.reviews.countOfMember(communityId, discordId, 'rejected'),
    ]);
    return { completion, post, verifiedBefore, rejectedBefore };
  }
}
