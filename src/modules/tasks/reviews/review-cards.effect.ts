import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { APIMessage } from 'discord.js';
import { DiscordApi, DiscordRefusedError, type View } from '../../../infra/discord/index.js';
import { DueEffect } from '../../../infra/jobs/index.js';
import { Clock, MINUTE_MS } from '../../../kernel/clock.js';
import { Turns } from '../../../kernel/turns.js';
import { type LinkedServer, ServersService } from '../../servers/index.js';
import type { TaskCompletion } from '../schemas/task-completion.schema.js';
import { reviewCardView } from '../views/review-card.view.js';
import { ReviewCardsRepository } from './review-cards.repository.js';
import { ReviewItems } from './review-items.service.js';
import { cardApproveId } from './reviews.custom-ids.js';

export const REVIEW_CARDS = 'review-cards';

/**
 * Messages of a server that ask for a decision at the same time. What waits beyond them gets its own as these
 * are decided; meanwhile the newest one says that there is more. So a rush of submissions costs a channel no
 * more than this, and nobody scrolls past hundreds of cards.
 */
export const OPEN_CARDS = 20;
/** Discord remembers a nonce for some minutes; a submission older than this may have a message already. */
const NONCE_MEMORY_MS = 2 * MINUTE_MS;

/** Makes the message in the review channel say what the row says: posts it once, closes it once decided. */
@Injectable()
export class ReviewCardsEffect extends DueEffect {
  readonly name = REVIEW_CARDS;
  private readonly logger = new Logger(ReviewCardsEffect.name);
  /** One after the other in each server, oldest first. */
  private readonly turns = new Turns();

  constructor(
    private readonly cards: ReviewCardsRepository,
    private readonly items: ReviewItems,
    private readonly servers: ServersService,
    private readonly discord: DiscordApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.cards.claimDue(now, until, limit);
  }

  override postpone(completionId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.cards.postpone(completionId, claimedUntil, until);
  }

  /** @throws DiscordUnavailableError try again later */
  override async run(completionId: string): Promise<void> {
    const row = await this.cards.findDue(completionId);
    if (row !== null) await this.turns.take(row.guildId, () => this.draw(completionId));
  }

  private async draw(completionId: string): Promise<void> {
    const row = await this.cards.findDue(completionId);
    if (row === null) return;
    const server = await this.servers.find(row.guildId);
    try {
      if (row.state === 'pending') await this.ask(row, server);
      else await this.close(row, server);
    } catch (error) {
      if (!(error instanceof DiscordRefusedError) || !(error.isPlaceUnusable || error.isMessageGone))
        throw error;
      // The queue has it all the same; managers are told of a lost channel by the check of the server.
      this.logger.log({
        msg: 'A review card can not be shown',
        completionId,
        discordCode: error.discordCode,
      });
      await this.cards.markLost(row);
    }
  }

  private async ask(row: TaskCompletion, server: LinkedServer | null): Promise<void> {
    const { messageId, channelId, attempt, isOpen = false } = row.reviewCard ?? {};
    const isOurs = server?.communityId === row.communityId;
    const target = isOurs ? server.reviewChannel : undefined;
    if (isOpen && attempt === row.attempt) {
      await this.cards.leaveOut(row);
      return;
    }
    // Of the attempt before, which the new one replaces.
    if (messageId !== undefined && channelId !== undefined)
      await this.discord.removeMessage(channelId, messageId);
    if (server === null || target === undefined) return this.cards.leaveOut(row);
    const open = await this.cards.openIn(row.guildId, OPEN_CARDS);
    const others = open.filter(({ _id }) => !_id.equals(row._id));
    if (others.length >= OPEN_CARDS) {
      await this.cards.leaveOut(row);
      await this.sayMore(others[0], server);
      return;
    }
    const view = reviewCardView(await this.items.of(row), server.locale);
    const posted = await this.postOnce(row, target, view);
    const shown = { channelId: target, messageId: posted, attempt: row.attempt, isOpen: true };
    if (!(await this.cards.markShown(row, shown))) await this.discord.removeMessage(target, posted);
    await this.cards.askForMore(row.guildId, OPEN_CARDS - others.length - 1, this.clock.now());
  }

  private async postOnce(row: TaskCompletion, channelId: string, view: View): Promise<string> {
    const standing = await this.findPosted(row, channelId);
    return (standing ?? (await this.discord.post(channelId, view, nonceOf(row, channelId)))).id;
  }

  /** After a crash between Discord's answer and our write the message is there already. */
  private async findPosted(row: TaskCompletion, channelId: string): Promise<APIMessage | undefined> {
    if (this.clock.now().getTime() - row.triedAt.getTime() < NONCE_MEMORY_MS) return undefined;
    const attempt = String(row.attempt);
    const mark = cardApproveId.build({ completionId: row._id.toHexString(), attempt });
    const recent = await this.discord.recentMessages(channelId);
    return recent.find((message) => JSON.stringify(message.components ?? []).includes(`"${mark}"`));
  }

  /** Says once, under the newest one, that more wait than have a message. */
  private async sayMore(newest: TaskCompletion | undefined, server: LinkedServer): Promise<void> {
    const { channelId, messageId, saysMore = false } = newest?.reviewCard ?? {};
    if (newest === undefined || channelId === undefined || messageId === undefined || saysMore) return;
    const view = reviewCardView(await this.items.of(newest), server.locale, { isMoreWaiting: true });
    try {
      await this.discord.edit(channelId, messageId, view);
      await this.cards.saysMore(newest._id);
    } catch (error) {
      if (!(error instanceof DiscordRefusedError)) throw error;
      await this.cards.markLost(newest);
    }
  }

  private async close(row: TaskCompletion, server: LinkedServer | null): Promise<void> {
    const { channelId, messageId } = row.reviewCard ?? {};
    if (channelId === undefined || messageId === undefined) return this.cards.leaveOut(row);
    const item = await this.items.of(row);
    const locale = server?.locale ?? item.post?.locale ?? 'en-US';
    await this.discord.edit(channelId, messageId, reviewCardView(item, locale));
    await this.cards.markShown(row, { channelId, messageId, attempt: row.attempt, isOpen: false });
    const open = await this.cards.openIn(row.guildId, OPEN_CARDS);
    await this.cards.askForMore(row.guildId, OPEN_CARDS - open.length, this.clock.now());
  }
}

/** Discord takes no more than 25 characters. One nonce for each attempt in each channel: cards move. */
const nonceOf = ({ _id, attempt }: TaskCompletion, channelId: string): string =>
  createHash('sha256')
    .update(`${_id.toHexString()}/${String(attempt)}/${channelId}`)
    .digest('hex')
    .slice(0, 24);
