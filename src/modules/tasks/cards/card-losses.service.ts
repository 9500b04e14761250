import { Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '../../../infra/audit/index.js';
import { Database } from '../../../infra/database/index.js';
import { DiscordApi } from '../../../infra/discord/index.js';
import { Clock, SECOND_MS } from '../../../kernel/clock.js';
import { type CardNotice, ServerNotices, ServersService } from '../../servers/index.js';
import type { CardTroubleKind } from '../schemas/task-card.schema.js';
import { type DiscordTaskPost, OPEN_STATUSES, taskPosts } from '../schemas/task-post.schema.js';
import { TaskPostsRepository } from '../task-posts.repository.js';
import { CardLossesRepository, type PostChange } from './card-losses.repository.js';
import { CardsRepository } from './cards.repository.js';

/** Who changes permissions seldom changes just one. */
const CALM_MS = 5 * SECOND_MS;
const ACTOR = { kind: 'service', id: 'task-cards' } as const;

type Place = Pick<DiscordTaskPost, 'guildId' | 'channelId'>;

/**
 * What becomes of a task whose card is lost: deleted, or out of reach. Managers are told once; nothing is
 * tried without end, and what can go on by itself does.
 */
@Injectable()
export class CardLossesService {
  private readonly logger = new Logger(CardLossesService.name);

  constructor(
    private readonly losses: CardLossesRepository,
    private readonly cards: CardsRepository,
    private readonly posts: TaskPostsRepository,
    private readonly servers: ServersService,
    private readonly notices: ServerNotices,
    private readonly discord: DiscordApi,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Somebody deleted messages: those that are cards of open tasks are lost. True when there was one. */
  async messagesDeleted(guildId: string, messageIds: readonly string[]): Promise<boolean> {
    const posts = await this.losses.openByMessages(guildId, messageIds);
    for (const post of posts) await this.deleted(post);
    return posts.length > 0;
  }

  /** The message is gone: posted again, or the task is closed, as the server wants it. */
  async deleted(post: DiscordTaskPost): Promise<void> {
    if (!OPEN_STATUSES.includes(post.taskData.status)) {
      await this.cards.leave(post._id.toHexString());
      return;
    }
    const isClosing = (await this.servers.onCardDeleted(post.guildId)) === 'close';
    await this.database.transaction(async () => {
      const now = this.clock.now();
      const change = isClosing
        ? await this.losses.cancelDeleted(post, now)
        : await this.losses.forgetMessage(post, now);
      if (change === null) return;
      const isTooOften = !isClosing && change.after.card.trouble?.since.getTime() === now.getTime();
      if (!isClosing && !isTooOften) return;
      await this.record(isClosing ? 'task.card-deleted' : 'task.card-lost', [change]);
      await this.tell(isClosing ? 'closed' : 'deleted-often', post, [change], now);
    });
    await this.posts.forget(post._id.toHexString());
  }

  /** Discord lets nothing be shown in the channel of this card. */
  async outOfReach(post: DiscordTaskPost, kind: Exclude<CardTroubleKind, 'removed'>): Promise<void> {
    const { _id, guildId, taskData } = post;
    const isOpen = OPEN_STATUSES.includes(taskData.status);
    // Without the bot in the server nothing is lost yet: linking again draws the card again.
    if (!isOpen || !(await this.discord.isIn(guildId))) await this.cards.leave(_id.toHexString());
    else await this.block(post, kind);
  }

  async channelDeleted(guildId: string, channelId: string): Promise<void> {
    const post = await this.losses.firstIn(guildId, channelId);
    if (post !== null) await this.block(post, 'channel_gone');
  }

  /** A card could be shown: all that wait for this channel go on. */
  async over(post: DiscordTaskPost): Promise<void> {
    const goingOn = await this.database.transaction(async () => {
      const now = this.clock.now();
      const changes = await this.losses.unblock(post, now);
      await this.record('task.card-back', changes);
      await this.tell('back', post, changes, now);
      return changes;
    });
    await this.forget(goingOn);
  }

  /** Roles or channels of a server have changed: it may be that cards can be shown again. */
  retryIn(guildId: string): Promise<void> {
    return this.losses.retryIn(guildId, new Date(this.clock.now().getTime() + CALM_MS));
  }

  /** The bot is in the server again, as it was before. */
  async redrawIn(guildId: string): Promise<void> {
    await this.cards.redrawOfGuild(guildId, this.clock.now());
  }

  private async block(place: Place, kind: Exclude<CardTroubleKind, 'removed'>): Promise<void> {
    const now = this.clock.now();
    await this.losses.stillBlocked(place, kind, now);
    const stopped = await this.database.transaction(async () => {
      const changes = await this.losses.block(place, kind, now);
      await this.record('task.card-lost', changes);
      await this.tell(kind === 'channel_gone' ? 'channel-gone' : 'no-access', place, changes, now);
      return changes;
    });
    if (stopped.length === 0) return;
    const { guildId, channelId } = place;
    this.logger.warn({ msg: 'Cards can not be shown', kind, guildId, channelId, tasks: stopped.length });
    await this.forget(stopped);
  }

  /** After the commit: presses here are told at once. */
  private async forget(changes: readonly PostChange[]): Promise<void> {
    for (const { after } of changes) await this.posts.forget(after._id.toHexString());
  }

  private async record(action: string, changes: readonly PostChange[]): Promise<void> {
    for (const { before, after } of changes) {
      const { guildId } = after;
      const states = { before: stateOf(before), after: stateOf(after) };
      await this.audit.record({ action, actor: ACTOR, collection: taskPosts, guildId, ...states });
    }
  }

  private async tell(
    event: CardNotice['event'],
    { guildId, channelId }: Place,
    changes: readonly PostChange[],
    at: Date,
  ): Promise<void> {
    const [first] = changes;
    if (first === undefined) return;
    const { _id, taskData } = first.after;
    const key = `cards/${event}/${_id.toHexString()}/${String(at.getTime())}`;
    const notice = { event, channelId, title: taskData.title, tasks: changes.length };
    await this.notices.tellOfCards(guildId, key, notice);
  }
}

/** The audit is of the task's state: managers don't set the card. */
const stateOf = ({ _id, taskData: { title, status } }: DiscordTaskPost) => ({
  _id,
  taskData: { title, status },
});
