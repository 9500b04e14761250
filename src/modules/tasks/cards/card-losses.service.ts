import { Injectable } from '@nestjs/common';
import { CardLosses, CardLossTools } from '../../cards/index.js';
import type { DiscordTaskPost } from '../schemas/task-post.schema.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { CardLossesRepository } from './card-losses.repository.js';
import { CardsRepository, TASK_CARDS } from './cards.repository.js';

/** What becomes of a task whose card is lost. */
@Injectable()
export class CardLossesService extends CardLosses<DiscordTaskPost> {
  constructor(
    losses: CardLossesRepository,
    cards: CardsRepository,
    tools: CardLossTools,
    private readonly posts: TaskPostsRepository,
  ) {
    super(TASK_CARDS, losses, cards, tools);
  }

  protected override onWithdrawn(): Promise<void> {
    return Promise.resolve();
  }

  protected override forget({ _id }: DiscordTaskPost): Promise<void> {
    return this.posts.forget(_id.toHexString());
  }
}
