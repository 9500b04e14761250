import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import { DiscordRefusedError, type MemberAction } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { channelMention } from '../../../kernel/discord-text.js';
import { DoctorService, ServersService } from '../../servers/index.js';
import { type DiscordTaskPost, taskPosts, type TaskStatus } from '../schemas/task-post.schema.js';
import { TaskCardEffect } from '../cards/task-card.effect.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { TaskLifeError, TaskPostNotFoundError } from '../tasks.errors.js';
import { Verifiers } from '../verifiers/verifiers.js';
import { assertPublishable, publishedAs } from './task-life.rules.js';
import { TaskLivesRepository } from './task-lives.repository.js';

/** `saved`: Discord could not be reached; the card is posted as soon as it can be. */
export interface Published {
  readonly kind: 'posted' | 'saved' | 'scheduled';
  readonly post: DiscordTaskPost;
}

/** What managers do with the life of a task. Two at once: the second is told how it stands since the first. */
@Injectable()
export class TaskLifeService {
  private readonly logger = new Logger(TaskLifeService.name);

  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly lives: TaskLivesRepository,
    private readonly cards: TaskCardEffect,
    private readonly verifiers: Verifiers,
    private readonly servers: ServersService,
    private readonly doctor: DoctorService,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * A draft is posted, or scheduled when its start is ahead; its card is posted at that time then. The channel
   * is looked at first: where it can't be used the draft stays one.
   *
   * @throws NotLinkedError
   * @throws TaskPostNotFoundError
   * @throws TaskLifeError it is no draft any more or not complete, its end has passed, or its channel can't be used
   */
  async publish(action: MemberAction, postId: string): Promise<Published> {
    await this.servers.requireLinked(action.guildId);
    const draft = await this.find(action, postId);
    const now = this.clock.now();
    assertPublishable(draft.taskData, now);
    this.assertComplete(draft);
    await this.assertChannelUsable(draft);
    const to = publishedAs(draft.taskData, now);
    const post = await this.move(action, draft, { action: 'task.publish', from: ['draft'], to });
    return to === 'scheduled' ? { kind: 'scheduled', post } : this.postNow(post);
  }

  private async find({ guildId }: MemberAction, postId: string): Promise<DiscordTaskPost> {
    const post = await this.posts.find(guildId, postId);
    if (post === null) throw new TaskPostNotFoundError();
    return post;
  }

  /** @throws TaskLifeError somebody was faster */
  private async move(
    { discordId, guildId }: MemberAction,
    before: DiscordTaskPost,
    { action, from, to }: { action: string; from: readonly TaskStatus[]; to: TaskStatus },
  ): Promise<DiscordTaskPost> {
    const postId = before._id.toHexString();
    const after = await this.database.transaction(async () => {
      const moved = await this.lives.transition(postId, { from, to, now: this.clock.now() });
      if (moved === null) return null;
      const actor = { kind: 'admin', id: discordId } as const;
      await this.audit.record({ action, actor, collection: taskPosts, guildId, before, after: moved });
      return moved;
    });
    if (after === null) throw await this.refusal(guildId, postId);
    await this.posts.forget(postId);
    return after;
  }

  /** Says how it stands now. */
  private async refusal(guildId: string, postId: string): Promise<Error> {
    const now = await this.posts.find(guildId, postId);
    if (now === null) return new TaskPostNotFoundError();
    const { status } = now.taskData;
    return new TaskLifeError(`The task is ${status}`, (texts) => texts.taskLife.refused[status]);
  }

  /** A quiz without questions, for example, is none yet. */
  private assertComplete({ taskData: { type, asks } }: DiscordTaskPost): void {
    const missing = this.verifiers.for(type).missing?.(asks);
    if (missing !== undefined) throw new TaskLifeError('Something is missing', missing);
  }

  /** Where Discord doesn't answer, the worker finds out. */
  private async assertChannelUsable({ guildId, channelId }: DiscordTaskPost): Promise<void> {
    let isUsable: boolean;
    try {
      isUsable = await this.doctor.canPostCards(guildId, channelId);
    } catch (err) {
      this.logger.warn({ msg: 'It is not known whether a channel can be used', guildId, channelId, err });
      isUsable = !(err instanceof DiscordRefusedError);
    }
    const channel = channelMention(channelId);
    if (!isUsable)
      throw new TaskLifeError('The channel is closed', (texts) => texts.errors.channelUnusable(channel));
  }

  /** The worker would post it too; at once, managers see it when they are answered. */
  private async postNow(post: DiscordTaskPost): Promise<Published> {
    const postId = post._id.toHexString();
    try {
      await this.cards.run(postId);
    } catch (err) {
      this.logger.warn({ msg: 'A card could not be posted at once', postId, err });
    }
    const posted = (await this.posts.find(post.guildId, postId)) ?? post;
    return { kind: posted.messageId === undefined ? 'saved' : 'posted', post: posted };
  }
}
