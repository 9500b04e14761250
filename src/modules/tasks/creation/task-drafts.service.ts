import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database, isDuplicateKey } from '../../../infra/database/index.js';
import type { MemberAction } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { ServersService } from '../../servers/index.js';
import { type Published, TaskLifeService } from '../life/task-life.service.js';
import { type DiscordTaskPost, taskPosts } from '../schemas/task-post.schema.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { TaskLifeError, TaskPostNotFoundError } from '../tasks.errors.js';
import { contentOf, newDraft, type NewContent } from './new-draft.js';
import { TaskEditingRepository } from './task-editing.repository.js';

/** Drafts: made, copied, posted, given up. Any manager of the server goes on with them. */
@Injectable()
export class TaskDraftsService {
  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly editing: TaskEditingRepository,
    private readonly life: TaskLifeService,
    private readonly servers: ServersService,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Once for an id: made before, it is left as it is. @throws NotLinkedError */
  async create(action: MemberAction, id: string, content: NewContent, channelId: string): Promise<void> {
    const { guildId, communityId, locale } = await this.servers.requireLinked(action.guildId);
    const createdBy = action.discordId;
    const draft = newDraft(id, content, {
      guildId,
      channelId,
      communityId,
      locale,
      createdBy,
      now: this.clock.now(),
    });
    try {
      await this.database.transaction(async () => {
        await this.posts.insert(draft);
        await this.record(action, 'task.create', null, draft);
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /**
   * A new draft with all that a task says, whatever became of that.
   *
   * @returns its id
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError
   */
  async duplicate(action: MemberAction, postId: string): Promise<string> {
    const post = await this.find(action, postId);
    const id = new Types.ObjectId().toHexString();
    await this.create(action, id, contentOf(post), post.channelId);
    return id;
  }

  /**
   * Posts a draft, or plans it where its start is ahead. Pressed twice, it is posted once.
   *
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError
   * @throws TaskLifeError something is missing, its end has passed, or its channel can't be used: it stays a draft
   */
  async post(action: MemberAction, postId: string): Promise<Published> {
    const { communityId, locale } = await this.servers.requireLinked(action.guildId);
    const draft = await this.find(action, postId);
    if (draft.taskData.status !== 'draft') return published(draft);
    await this.editing.settle(draft, { communityId, locale });
    try {
      return await this.life.publish(action, postId);
    } catch (error) {
      const now = error instanceof TaskLifeError ? await this.find(action, postId) : draft;
      if (now.taskData.status === 'draft') throw error;
      return published(now);
    }
  }

  /**
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError there is no such draft any more
   */
  async discard(action: MemberAction, postId: string): Promise<DiscordTaskPost> {
    await this.servers.requireLinked(action.guildId);
    const draft = await this.find(action, postId);
    await this.database.transaction(async () => {
      const discarded = await this.editing.discard(draft);
      if (discarded === null) throw new TaskPostNotFoundError();
      await this.record(action, 'task.delete', discarded, null);
    });
    return draft;
  }

  private async find({ guildId }: MemberAction, postId: string): Promise<DiscordTaskPost> {
    await this.servers.requireLinked(guildId);
    const post = await this.posts.find(guildId, postId);
    if (post === null) throw new TaskPostNotFoundError();
    return post;
  }

  private record(
    { discordId, guildId }: MemberAction,
    action: string,
    before: DiscordTaskPost | null,
    after: DiscordTaskPost | null,
  ): Promise<void> {
    const actor = { kind: 'admin' as const, id: discordId };
    return this.audit.record({ action, actor, collection: taskPosts, guildId, before, after });
  }
}

/** By another press, or another manager. */
function published(post: DiscordTaskPost): Published {
  if (post.taskData.status === 'scheduled') return { kind: 'scheduled', post };
  return { kind: post.messageId === undefined ? 'saved' : 'posted', post };
}
