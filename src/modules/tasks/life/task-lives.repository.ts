import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { DueRows, INTERACTION_MAX_TIME_MS } from '../../../infra/database/index.js';
import { DiscordTaskPost, type TaskStatus } from '../schemas/task-post.schema.js';
import { ended, movedTo, retimed, type Timing, turned } from './life.pipelines.js';
import { mayFollow } from './task-life.rules.js';

export interface Move {
  readonly from: readonly TaskStatus[];
  readonly to: TaskStatus;
  readonly now: Date;
  readonly timing?: Timing;
}

const RUNNING: readonly TaskStatus[] = ['active', 'paused'];

/** The lives of tasks: each change is made only from where it may be made, and decided by the database. */
@Injectable()
export class TaskLivesRepository {
  private readonly due: DueRows;

  constructor(@InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>) {
    this.due = new DueRows(posts, 'lifeDue');
  }

  /**
   * Moves a task on. A final state closes it, from when on its retention counts; one that is to be `expired` is
   * `completed` where all of its places were taken.
   *
   * @returns the task after it; `null` when it is in none of `from` any more: somebody was faster
   * @throws RangeError no such transition
   */
  transition(postId: string, { from, to, now, timing }: Move): Promise<DiscordTaskPost | null> {
    const forbidden = from.filter((status) => !mayFollow(status, to));
    if (forbidden.length > 0) throw new RangeError(`No task goes from ${forbidden.join(', ')} to ${to}`);
    return this.change(postId, { 'taskData.status': { $in: [...from] } }, movedTo(to, now, timing));
  }

  /** Changes its times, if it is still as it was seen. */
  retime(seen: DiscordTaskPost, now: Date, timing: Timing): Promise<DiscordTaskPost | null> {
    const { status, startsAt, expiresAt, openMinutes, recurrence } = seen.taskData;
    const asSeen = {
      'taskData.status': status,
      'taskData.expiresAt': expiresAt,
      'taskData.startsAt': startsAt ?? { $exists: false },
      'taskData.openMinutes': openMinutes ?? { $exists: false },
      'taskData.recurrence': recurrence ?? { $exists: false },
    };
    return this.change(seen._id.toHexString(), asSeen, retimed(now, timing));
  }

  /** Its start has come. */
  start(postId: string, now: Date): Promise<DiscordTaskPost | null> {
    const isDue = { 'taskData.status': 'scheduled', 'taskData.startsAt': { $lte: now } };
    return this.change(postId, isDue, movedTo('active', now));
  }

  /** Its end has come. */
  end(postId: string, now: Date): Promise<DiscordTaskPost | null> {
    const isOver = {
      'taskData.status': { $in: ['scheduled', ...RUNNING] },
      'taskData.expiresAt': { $lte: now },
    };
    return this.change(postId, isOver, ended(now));
  }

  /** Its last place was taken by a verified completion. */
  completeIfFull(postId: string, now: Date): Promise<DiscordTaskPost | null> {
    const isFull = {
      'taskData.status': { $in: [...RUNNING] },
      'taskData.maxCompletions': { $gt: 0 },
      $expr: { $gte: ['$interactionStats.completions', '$taskData.maxCompletions'] },
    };
    return this.change(postId, isFull, movedTo('completed', now));
  }

  claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.due.claim(now, until, limit);
  }

  postpone(postId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.due.postpone(postId, claimedUntil, until);
  }

  /** For the worker, which serves all guilds. */
  find(postId: string): Promise<DiscordTaskPost | null> {
    return this.posts.findById(postId).lean<DiscordTaskPost>().exec();
  }

  /** It was not its turn, as it turned out: it is when it starts or ends. */
  async putBack(postId: string): Promise<void> {
    await this.posts.updateOne({ _id: new Types.ObjectId(postId) }, turned, { updatePipeline: true });
  }

  /** A task that is over asks for its next occurrence once. False: somebody else took the order. */
  async takeOrder(postId: string): Promise<boolean> {
    const { modifiedCount } = await this.posts.updateOne(
      { _id: new Types.ObjectId(postId), closedAt: { $exists: true }, lifeDue: { $exists: true } },
      { $unset: { lifeDue: '' } },
    );
    return modifiedCount > 0;
  }

  /** @returns what was deleted; `null` when it is no draft any more */
  deleteDraft(guildId: string, postId: string): Promise<DiscordTaskPost | null> {
    return this.posts
      .findOneAndDelete({ _id: new Types.ObjectId(postId), guildId, 'taskData.status': 'draft' })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost>()
      .exec();
  }

  private change(
    postId: string,
    when: mongo.Document,
    pipeline: mongo.Document[],
  ): Promise<DiscordTaskPost | null> {
    return this.posts
      .findOneAndUpdate({ _id: new Types.ObjectId(postId), ...when }, pipeline, {
        updatePipeline: true,
        returnDocument: 'after',
      })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost>()
      .exec();
  }
}
