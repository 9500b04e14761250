import { Injectable } from '@nestjs/common';
import { DueEffect } from '../../../infra/jobs/index.js';
import { TASK_LIFE, TaskClock } from './task-clock.service.js';
import { TaskLivesRepository } from './task-lives.repository.js';

/** Starts and ends tasks when their time comes, also when that was while nothing ran. */
@Injectable()
export class TaskLifeEffect extends DueEffect {
  readonly name = TASK_LIFE;

  constructor(
    private readonly lives: TaskLivesRepository,
    private readonly taskClock: TaskClock,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.lives.claim(now, until, limit);
  }

  override postpone(postId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.lives.postpone(postId, claimedUntil, until);
  }

  override run(postId: string): Promise<void> {
    return this.taskClock.turn(postId);
  }
}
