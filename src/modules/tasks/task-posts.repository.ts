import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, type mongo, Types } from 'mongoose';
import { type Cache, Caches } from '../../infra/cache/index.js';
import {
  bestMatches,
  anchorFilter,
  INTERACTION_MAX_TIME_MS,
  type PageAnchor,
} from '../../infra/database/index.js';
import { isObjectIdText } from '../../kernel/object-id.js';
import { DiscordTaskPost, TASK_STATUSES, taskPosts, type TaskStatus } from './schemas/task-post.schema.js';

/** About two kilobytes each, in the memory of each process. */
const KEPT_POSTS = 2_000;

/** Titles of a server: so many, the newest. About a hundred bytes each. */
const KEPT_TITLES = 300;
const KEPT_SERVERS = 300;

/** What a task is chosen by. */
export interface TaskTitle {
  readonly id: string;
  readonly title: string;
  readonly status: TaskStatus;
}

@Injectable()
export class TaskPostsRepository {
  private readonly kept: Cache<DiscordTaskPost>;
  private readonly keptTitles: Cache<{ readonly titles: readonly TaskTitle[] }>;

  constructor(
    @InjectModel(DiscordTaskPost.name) private readonly posts: Model<DiscordTaskPost>,
    caches: Caches,
  ) {
    this.kept = caches.create({
      name: 'task_posts',
      version: 1,
      maxEntries: KEPT_POSTS,
      collection: taskPosts.name,
      ignores: ['interactionStats', 'engagement', 'analytics', 'card'],
      reads: [],
      keyOf: postIn,
    });
    this.keptTitles = caches.create({
      name: 'task_titles',
      version: 1,
      maxEntries: KEPT_SERVERS,
      collection: taskPosts.name,
      ignores: ['interactionStats', 'engagement', 'analytics', 'card', 'lifeDue', 'messageId'],
      reads: [],
      // An event of a change names no server.
      keyOf: () => undefined,
    });
  }

  /** Fails with a duplicate key when the same form made it before: the id is the draft's. */
  async insert(post: DiscordTaskPost): Promise<void> {
    await this.posts.insertMany([post]);
    await this.keptTitles.drop(post.guildId);
  }

  /** Only in its own guild: an id from elsewhere finds nothing. */
  async find(guildId: string, postId: string): Promise<DiscordTaskPost | null> {
    if (!isObjectIdText(postId)) return null;
    return this.posts
      .findOne({ _id: new Types.ObjectId(postId), guildId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost>()
      .exec();
  }

  /** The task behind a message of this guild. */
  findByMessage(guildId: string, messageId: string): Promise<DiscordTaskPost | null> {
    return this.posts
      .findOne({ messageId, guildId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost>()
      .exec();
  }

  /**
   * `find` for presses, which come by the hundred for one card: kept, and up to a second behind. A press
   * may so be taken a second after its task was withdrawn. Its figures and its card are up to a minute
   * old. Shared by its readers: not to be altered.
   */
  async findFresh(guildId: string, postId: string): Promise<DiscordTaskPost | null> {
    if (!isObjectIdText(postId)) return null;
    const post = await this.kept.get(postId, () => this.findAnywhere(postId));
    return post?.guildId === guildId ? post : null;
  }

  findMany(guildId: string, postIds: readonly string[]): Promise<DiscordTaskPost[]> {
    const _id = { $in: postIds.map((id) => new Types.ObjectId(id)) };
    return this.posts
      .find({ _id, guildId })
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost[]>()
      .exec();
  }

  /** Open tasks, newest first; `before` gives the page before an anchor, in the same order. */
  async pageOfOpen(
    guildId: string,
    now: Date,
    anchor: PageAnchor | undefined,
    limit: number,
  ): Promise<DiscordTaskPost[]> {
    const isBackwards = anchor?.direction === 'before';
    const _id = anchorFilter(anchor);
    const page = await this.posts
      .find({
        guildId,
        'taskData.status': 'active',
        'taskData.expiresAt': { $gt: now },
        messageId: { $gt: '' },
        ...(_id && { _id }),
      })
      .sort({ _id: isBackwards ? 1 : -1 })
      .limit(limit)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<DiscordTaskPost[]>()
      .exec();
    return isBackwards ? page.reverse() : page;
  }

  /** For suggestions while somebody types: kept, so what another process made may be a minute late. */
  async titles(guildId: string): Promise<readonly TaskTitle[]> {
    const kept = await this.keptTitles.get(guildId, async () => ({ titles: await this.readTitles(guildId) }));
    return kept?.titles ?? [];
  }

  /** Newest first, whatever became of them. */
  async readTitles(guildId: string): Promise<TaskTitle[]> {
    const rows = await this.posts
      .find(
        { guildId, 'taskData.status': { $in: TASK_STATUSES } },
        { 'taskData.title': 1, 'taskData.status': 1 },
      )
      .sort({ _id: -1 })
      .limit(KEPT_TITLES)
      .maxTimeMS(INTERACTION_MAX_TIME_MS)
      .lean<Pick<DiscordTaskPost, '_id' | 'taskData'>[]>()
      .exec();
    return rows.map(({ _id, taskData: { title, status } }) => ({ id: _id.toHexString(), title, status }));
  }

  /** By words of title and description within a server, whatever became of the task, the best first. */
  search(guildId: string, words: string): Promise<DiscordTaskPost[]> {
    return this.posts
      .aggregate<DiscordTaskPost>(bestMatches({ guildId }, words))
      .option({ maxTimeMS: INTERACTION_MAX_TIME_MS })
      .exec();
  }

  async openIds(now: Date): Promise<string[]> {
    const open = await this.posts
      .find({ 'taskData.status': 'active', 'taskData.expiresAt': { $gt: now } }, { _id: 1 })
      .lean<DiscordTaskPost[]>()
      .exec();
    return open.map(({ _id }) => _id.toHexString());
  }

  /** For who has just changed it: what is kept here is read anew. */
  forget(postId: string): Promise<void> {
    return this.kept.drop(postId);
  }

  private findAnywhere(postId: string): Promise<DiscordTaskPost | null> {
    return this.posts.findById(postId).maxTimeMS(INTERACTION_MAX_TIME_MS).lean<DiscordTaskPost>().exec();
  }
}

function postIn(change: mongo.ChangeStreamDocument): string | undefined {
  const { documentKey } = change as { documentKey?: { _id: Types.ObjectId } };
  return documentKey?._id.toHexString();
}
