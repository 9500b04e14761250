import { Injectable, Logger } from '@nestjs/common';
import { DiscordRefusedError, type MemberAction } from '../../../infra/discord/index.js';
import { Clock } from '../../../kernel/clock.js';
import { channelMention } from '../../../kernel/discord-text.js';
import { DoctorService, ServersService } from '../../servers/index.js';
import type { DiscordTaskPost } from '../schemas/task-post.schema.js';
import { TaskCardEffect } from '../cards/task-card.effect.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { TaskLifeError } from '../tasks.errors.js';
import { Verifiers } from '../verifiers/verifiers.js';
import { timesIfPosted } from './recurrence.rules.js';
import { assertNotOver, assertPublishable, MOVE_RULES, publishedAs } from './task-life.rules.js';
import { TaskMoves } from './task-moves.service.js';

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
    private readonly moves: TaskMoves,
    private readonly posts: TaskPostsRepository,
    private readonly cards: TaskCardEffect,
    private readonly verifiers: Verifiers,
    private readonly servers: ServersService,
    private readonly doctor: DoctorService,
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
    const { timezone: zone } = await this.servers.requireLinked(action.guildId);
    const draft = await this.moves.find(action, postId);
    const now = this.clock.now();
    const timing = timesIfPosted(draft, zone, now);
    const { occurrence, ...times } = timing;
    const taskData = Object.assign({}, draft.taskData, times);
    assertPublishable(taskData, occurrence, now);
    this.assertComplete(draft);
    await this.assertChannelUsable(draft);
    const to = publishedAs(taskData, now);
    const step = { audited: 'task.publish', from: ['draft'], to, timing } as const;
    const post = await this.moves.move(action, draft, step);
    return to === 'scheduled' ? { kind: 'scheduled', post } : this.postNow(post);
  }

  /** Opens a scheduled task now. @throws TaskLifeError */
  async start(action: MemberAction, postId: string): Promise<Published> {
    await this.servers.requireLinked(action.guildId);
    const scheduled = await this.moves.find(action, postId);
    const now = this.clock.now();
    assertNotOver(scheduled.taskData, now);
    await this.assertChannelUsable(scheduled);
    const step = { ...MOVE_RULES.start, timing: { startsAt: now } };
    return this.postNow(await this.moves.move(action, scheduled, step));
  }

  /** @throws TaskLifeError */
  async pause(action: MemberAction, postId: string): Promise<DiscordTaskPost> {
    const active = await this.moves.find(action, postId);
    assertNotOver(active.taskData, this.clock.now());
    return this.moves.move(action, active, MOVE_RULES.pause);
  }

  /** @throws TaskLifeError */
  async resume(action: MemberAction, postId: string): Promise<DiscordTaskPost> {
    const paused = await this.moves.find(action, postId);
    assertNotOver(paused.taskData, this.clock.now());
    return this.moves.move(action, paused, MOVE_RULES.resume);
  }

  /** Ends it before its time; where it recurs, this occurrence of it. @throws TaskLifeError */
  async end(action: MemberAction, postId: string): Promise<DiscordTaskPost> {
    const post = await this.moves.find(action, postId);
    const now = this.clock.now();
    assertNotOver(post.taskData, now);
    return this.moves.move(action, post, { ...MOVE_RULES.end, timing: { expiresAt: now } });
  }

  /** Withdraws it, with all occurrences that would follow. @throws TaskLifeError */
  async cancel(action: MemberAction, postId: string): Promise<DiscordTaskPost> {
    const post = await this.moves.find(action, postId);
    return this.moves.move(action, post, MOVE_RULES.cancel);
  }

  /** @throws TaskLifeError it is no draft any more */
  async deleteDraft(action: MemberAction, postId: string): Promise<void> {
    await this.moves.deleteDraft(action, await this.moves.find(action, postId));
  }

  /** A quiz without questions, for example, is none yet. */
  private assertComplete({ taskData: { type, asks } }: DiscordTaskPost): void {
    const missing = this.verifiers.for(type).missing(asks);
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
