import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RESTJSONErrorCodes, type APIMessage } from 'discord.js';
import { DiscordApi, DiscordRefusedError, type View } from '../../../infra/discord/index.js';
import { DueEffect } from '../../../infra/jobs/index.js';
import { Clock, MINUTE_MS, SECOND_MS } from '../../../kernel/clock.js';
import { textsOf } from '../../../locales/index.js';
import { RequirementsService } from '../../requirements/index.js';
import { ServersService } from '../../servers/index.js';
import { CARD_STATUSES, type DiscordTaskPost, OPEN_STATUSES } from '../schemas/task-post.schema.js';
import { taskDetailsId } from '../tasks.custom-ids.js';
import { Verifiers } from '../verifiers/verifiers.js';
import { taskCardView } from '../views/task-card.view.js';
import { CardLossesService } from './card-losses.service.js';
import { CardsRepository, type Drawing } from './cards.repository.js';

export const TASK_CARD = 'task-card';

/** Discord remembers a nonce for some minutes; a post older than this is looked for before it is sent again. */
const NONCE_MEMORY_MS = 2 * MINUTE_MS;
const NONCE_LENGTH = 24;

type Shown = Pick<Drawing, 'messageId' | 'how'>;

/** Makes the message in the channel show what the row wants: posts it once, then edits it, also at the end. */
@Injectable()
export class TaskCardEffect extends DueEffect {
  readonly name = TASK_CARD;
  /** Members wait for the count too: it is right ten seconds after the last press, five of which are Discord's. */
  override readonly giveWayMs = SECOND_MS / 2;

  constructor(
    private readonly cards: CardsRepository,
    private readonly losses: CardLossesService,
    private readonly servers: ServersService,
    private readonly verifiers: Verifiers,
    private readonly requirements: RequirementsService,
    private readonly discord: DiscordApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  override claim(now: Date, until: Date, limit: number): Promise<string[]> {
    return this.cards.claim(now, until, limit);
  }

  override postpone(postId: string, claimedUntil: Date, until: Date): Promise<void> {
    return this.cards.postpone(postId, claimedUntil, until);
  }

  /** Resolves also when the card is lost: what follows from that is done then. */
  override async run(postId: string): Promise<void> {
    const post = await this.cards.find(postId);
    if (post === null || !CARD_STATUSES.includes(post.taskData.status)) return;
    try {
      await this.draw(post);
    } catch (error) {
      if (!(error instanceof DiscordRefusedError)) throw error;
      if (error.isMessageGone) await this.losses.deleted(post);
      else if (error.isPlaceUnusable) await this.losses.outOfReach(post, troubleOf(error));
      else throw error;
    }
  }

  private async draw(post: DiscordTaskPost): Promise<void> {
    const drawnAt = this.clock.now();
    const postId = post._id.toHexString();
    const isLinked = await this.servers.isLinkedTo(post.guildId, post.communityId);
    // The row is this worker's own copy. When the card can be shown, the task goes on.
    if (isPausedForIt(post)) post.taskData.status = 'active';
    const { type, requirements } = post.taskData;
    const texts = textsOf(post.locale);
    const shownPost = {
      post,
      verifier: this.verifiers.for(type),
      requirements: requirements.map((one) => this.requirements.describe(one, texts)),
      isLinked,
    };
    const view = taskCardView(shownPost, drawnAt);
    const shown = await this.show(post, view, drawnAt);
    if (shown === null) {
      await this.cards.leave(postId);
      return;
    }
    const { wanted, version, trouble } = post.card;
    const doneAt = this.clock.now();
    await this.cards.markShown(postId, { ...shown, shown: wanted, version, drawnAt, doneAt });
    if (trouble !== undefined) await this.losses.over(post);
  }

  /** `null`: it was never posted, and is not worth it any more. */
  private async show(post: DiscordTaskPost, view: View, now: Date): Promise<Shown | null> {
    const { channelId, messageId } = post;
    if (messageId === undefined) return this.post(post, view, now);
    if (isDrawn(post, now) && (await this.isThere(post))) return { messageId, how: 'looked-for' };
    await this.discord.edit(channelId, messageId, view);
    return { messageId, how: 'edited' };
  }

  /** False where the bot may not read: then an edit tells whether the message is there. */
  private async isThere({ channelId, messageId = '' }: DiscordTaskPost): Promise<boolean> {
    try {
      await this.discord.message(channelId, messageId);
      return true;
    } catch (error) {
      if (error instanceof DiscordRefusedError && error.isPlaceUnusable) return false;
      throw error;
    }
  }

  private async post(post: DiscordTaskPost, view: View, now: Date): Promise<Shown | null> {
    const { channelId } = post;
    const standing = await this.findPosted(post, now);
    if (standing !== undefined) {
      await this.discord.edit(channelId, standing.id, view);
      return { messageId: standing.id, how: 'posted' };
    }
    if (isOver(post, now)) return null;
    const { id: messageId } = await this.discord.post(channelId, view, nonceOf(post));
    return { messageId, how: 'posted' };
  }

  /** After a crash between Discord's answer and our write the message is there already. */
  private async findPosted(post: DiscordTaskPost, now: Date): Promise<APIMessage | undefined> {
    const wantedSince = post.card.deletions.at(-1) ?? post.createdAt;
    if (now.getTime() - wantedSince.getTime() < NONCE_MEMORY_MS) return undefined;
    const mark = taskDetailsId.build({ postId: post._id.toHexString() });
    const recent = await this.discord.recentMessages(post.channelId);
    return recent.find((message) => JSON.stringify(message.components ?? []).includes(`"${mark}"`));
  }
}

const isOver = ({ taskData }: DiscordTaskPost, now: Date): boolean =>
  !OPEN_STATUSES.includes(taskData.status) || taskData.expiresAt <= now;

/** Nothing on it has changed, and its end has not come: it is only looked for. */
function isDrawn({ card, taskData }: DiscordTaskPost, now: Date): boolean {
  const isCurrent = card.shown === card.wanted && card.drawnVersion === card.version;
  return isCurrent && card.trouble === undefined && taskData.expiresAt > now;
}

/** It was paused only because its card could not be shown. */
const isPausedForIt = ({ taskData, card }: DiscordTaskPost): boolean =>
  taskData.status === 'paused' && card.trouble?.hasPaused === true;

/** Of this posting: another one in another channel, and after each deletion. */
function nonceOf({ _id, channelId, card }: DiscordTaskPost): string {
  const posting = [_id.toHexString(), channelId, String(card.deletions.at(-1)?.getTime() ?? 0)].join('/');
  return createHash('sha256').update(posting).digest('hex').slice(0, NONCE_LENGTH);
}

const troubleOf = ({ discordCode }: DiscordRefusedError): 'channel_gone' | 'no_access' =>
  discordCode === (RESTJSONErrorCodes.UnknownChannel as number) ? 'channel_gone' : 'no_access';
