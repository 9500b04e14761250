import { Types } from 'mongoose';
import { streamOf } from '../../infra/database/scans.js';
import { CountersCheck, inBatches, type Look } from '../../infra/integrity/index.js';
import { taskCompletions } from './schemas/task-completion.schema.js';
import { taskPosts } from './schemas/task-post.schema.js';

const POSTS_AT_ONCE = 200;

interface Post {
  readonly _id: Types.ObjectId;
  readonly interactionStats: { readonly completions: number };
}

/** Open tasks only: what is closed is not recounted any more. */
export class TaskCountsCheck extends CountersCheck {
  readonly name = 'task-counts';
  readonly describes = 'Open tasks whose count of completions differs from their verified completions.';

  protected override async *parents(): AsyncGenerator<string[]> {
    const isOpen = { 'taskData.status': 'active', 'taskData.expiresAt': { $gt: this.scope.clock.now() } };
    const open = streamOf<Post>(this.scope.db.collection(taskPosts.name), [
      { $match: isOpen },
      { $project: { _id: 1 } },
    ]);
    for await (const posts of inBatches(open, POSTS_AT_ONCE)) yield posts.map(({ _id }) => _id.toHexString());
  }

  protected override async look(ids: readonly string[]): Promise<Look[]> {
    const { db } = this.scope;
    const posts = await db
      .collection<Post>(taskPosts.name)
      .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } })
      .project<Post>({ 'interactionStats.completions': 1 })
      .toArray();
    const counts = await db
      .collection(taskCompletions.name)
      .aggregate<{ _id: string; count: number }>([
        { $match: { taskPostId: { $in: ids }, state: 'verified' } },
        { $group: { _id: '$taskPostId', count: { $sum: 1 } } },
      ])
      .toArray();
    const verified = new Map(counts.map(({ _id, count }) => [_id, count]));
    return posts.map(({ _id, interactionStats }) => ({
      id: _id.toHexString(),
      says: { completions: interactionStats.completions },
      is: { completions: verified.get(_id.toHexString()) ?? 0 },
    }));
  }
}
