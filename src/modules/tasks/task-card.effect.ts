import { Injectable, Logger } from '@nestjs/common';
import type { APIMessage } from 'discord.js';
import { DiscordApi, DiscordRefusedError } from '../../infra/discord/index.js';
import { DueEffect } from '../../infra/jobs/index.js';
import { Clock, MINUTE_MS, SECOND_MS } from '../../kernel/clock.js';
import { ServersService } from '../servers/index.js';
import { CARD_STATUSES, type DiscordTaskPost } from './schemas/task-post.schema.js';
import { TaskPostsRepository } from './task-posts.repository.js';
import { taskDetailsId } from './tasks.custom-ids.js';
import { Verifiers } from './verifiers/verifiers.js';
import { taskCardView } from './views/task-card.view.js';

export const TASK_CARD = 'task-card';

/** A message is edited at most this often; Discord allows five edits in five seconds per channel. */
const EDIT_INTERVAL_MS = 2 * SECOND_MS;
/** Discord remembers a nonce for some minutes; a post older than this is looked for before it is sent again. */
const NONCE_MEMORY_MS = 2 * MINUTE_MS;

/** Makes the message in the channel show what the row wants: posts it once, then edits it, also at the end. */
@Injectable()
export class TaskCardEffect extends DueEffect {
  readonly name = TASK_CARD;
  private readonly logger = new Logger(TaskCardEffect.name);

  constructor(
    private readonly posts: TaskPostsRepository,
    private readonly servers: ServersService,
    private readonly verifiers: Verifiers,
    private readonly discord: DiscordApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.posts.claimDueCards(now, until, limit);
  }

  override postpone(postId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.posts.postponeCard(postId, claimedUntil, until);
  }

  /** @throws DiscordRefusedError the channel can't be used: the task was withdrawn */
  override async run(postId: string): Promise<void> {
    const post = await this.posts.findForCard(postId);
    if (post === null || !CARD_STATUSES.includes(post.taskData.status)) return;
    try {
      const drawnAt = this.clock.now();
      const messageId = await this.show(post, drawnAt);
      const again = new Date(this.clock.now().getTime() + EDIT_INTERVAL_MS);
      const { wanted: shown, shown: seen } = post.card;
      await this.posts.markShown(postId, { messageId, shown, seen, drawnAt }, again);
    } catch (error) {
      if (error instanceof DiscordRefusedError && (error.isPlaceUnusable || error.isMessageGone)) {
        if (await this.isOutOfReach(post, error)) return;
        this.logger.warn({
          msg: 'The card can not be shown any more; the task is withdrawn',
          postId,
          err: error,
        });
        await this.posts.cancel(postId);
      }
      throw error;
    }
  }

  /** Without the bot in the server nothing is lost yet: linking again draws the card again. */
  private async isOutOfReach(
    { _id, guildId }: DiscordTaskPost,
    error: DiscordRefusedError,
  ): Promise<boolean> {
    if (!error.isPlaceUnusable || (await this.discord.isIn(guildId))) return false;
    await this.posts.leaveCard(_id.toHexString());
    return true;
  }

  private async show(post: DiscordTaskPost, now: Date): Promise<string> {
    const { card, channelId, taskData } = post;
    const isLinked = await this.servers.isLinkedTo(post.guildId, post.communityId);
    const view = taskCardView({ post, verifier: this.verifiers.for(taskData.type), isLinked }, now);
    // `due` goes once the end is shown.
    const isEndWanted = taskData.expiresAt <= now && card.due !== undefined;
    if (post.messageId !== undefined) {
      if (isEndWanted || card.shown !== card.wanted) await this.discord.edit(channelId, post.messageId, view);
      return post.messageId;
    }
    const standing = await this.findPosted(post);
    if (standing === undefined) return (await this.discord.post(channelId, view, post._id.toHexString())).id;
    if (isEndWanted) await this.discord.edit(channelId, standing.id, view);
    return standing.id;
  }

  /** After a crash between Discord's answer and our write the message is there already. */
  private async findPosted(post: DiscordTaskPost): Promise<APIMessage | undefined> {
    const ageMs = this.clock.now().getTime() - post.createdAt.getTime();
    if (ageMs < NONCE_MEMORY_MS) return undefined;
    const mark = taskDetailsId.build({ postId: post._id.toHexString() });
    const recent = await this.discord.recentMessages(post.channelId);
    return recent.find((message) => JSON.stringify(message.components ?? []).includes(`"${mark}"`));
  }
}
