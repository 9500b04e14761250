import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { DueRunner } from '../../infra/jobs/index.js';
import { Projection } from '../../infra/projections/index.js';
import { Clock, SECOND_MS } from '../../kernel/clock.js';
import { CardsRepository } from './cards/cards.repository.js';
import { TASK_CARD } from './cards/task-card.effect.js';
import { TaskClock } from './life/task-clock.service.js';
import { TaskCompletionsRepository } from './task-completions.repository.js';
import { TaskPostsRepository } from './task-posts.repository.js';

/** The live count of a task: its verified completions, on the post and on its card. The last place ends it. */
@Injectable()
export class TaskCountsProjection extends Projection {
  readonly name = 'task-counts';
  /** Members watch it: what is counted for others meanwhile waits. */
  override readonly turnMs = SECOND_MS / 2;
  readonly collection = 'task_completions';
  readonly relevant = {
    $or: [
      { operationType: 'insert' },
      { operationType: 'update', 'updateDescription.updatedFields.state': { $exists: true } },
    ],
  };
  readonly reads = ['fullDocument.taskPostId'];

  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly cards: CardsRepository,
    private readonly completions: TaskCompletionsRepository,
    private readonly taskClock: TaskClock,
    private readonly effects: DueRunner,
    private readonly clock: Clock,
  ) {
    super();
  }

  override parentOf(change: mongo.ChangeStreamDocument): string | undefined {
    const { fullDocument } = change as { fullDocument?: { taskPostId?: string } };
    return fullDocument?.taskPostId;
  }

  override openParents(): Promise<string[]> {
    return this.posts.openIds(this.clock.now());
  }

  override async recount(postId: string): Promise<void> {
    const [completions, places] = await Promise.all([
      this.completions.countVerified(postId),
      this.completions.countSeated(postId),
    ]);
    if (await this.cards.setCounts(postId, { completions, places }, this.clock.now()))
      this.effects.nudge(TASK_CARD);
    await this.taskClock.completeIfFull(postId);
  }
}
