import { Injectable } from '@nestjs/common';
import type { mongo } from 'mongoose';
import { Projection } from '../../../infra/projections/index.js';
import { Clock } from '../../../kernel/clock.js';
import { TaskCountsProjection } from '../task-counts.projection.js';
import { TaskFiguresRepository } from './task-figures.repository.js';
import { TaskPostsRepository } from '../task-posts.repository.js';

/** Starts, rejections, times and what follows from them. Apart from the live count, which must not wait for it. */
@Injectable()
export class TaskFiguresProjection extends Projection {
  readonly name = 'task-figures';
  readonly collection = 'task_completions';

  constructor(
    private readonly counts: TaskCountsProjection,
    private readonly figures: TaskFiguresRepository,
    private readonly posts: TaskPostsRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  override get relevant(): mongo.Document {
    return this.counts.relevant;
  }

  override get reads(): readonly string[] {
    return this.counts.reads;
  }

  override parentOf(change: mongo.ChangeStreamDocument): string | undefined {
    return this.counts.parentOf(change);
  }

  override openParents(): Promise<string[]> {
    return this.posts.openIds(this.clock.now());
  }

  override recount(postId: string): Promise<void> {
    return this.figures.recount(postId);
  }
}
